import { precompileTemplate } from '../src/compile/ready-template.ts';
import { templateKey } from '../src/compile/precompiled-template.ts';
import { loadSettings } from '../src/compile/settings.ts';
import { createSource, startOf } from '../src/diagnostic/source.ts';
import { openTextCache } from '../src/disk/compile-cache.ts';

/** Compiles every layout of these templates (path → text), for each of their languages, into a folder, where src/disk/compile-cache.ts finds them. */
export async function precompileAll(texts: ReadonlyMap<string, string>, folder: string): Promise<readonly string[]> {
  const set = { sources: new Map([...texts].map(([path, text]) => [path, createSource(path, text)])) };
  const names = [...texts.keys()].flatMap((path) => /^templates\/([^/]+)\/layout\.mjml\.hbs$/.exec(path)?.[1] ?? []);
  const languages = [...texts.keys()].flatMap((path) => /^templates\/strings\/(.+)\.yaml$/.exec(path)?.[1] ?? []);
  const cache = openTextCache(folder);
  for (const name of names) {
    const { text, diagnostics } = await precompileTemplate(set, {
      value: name,
      span: startOf('scripts/precompile.ts'),
    });
    if (text === null) throw new Error(`the layout ${name} has errors: ${JSON.stringify(diagnostics, null, 2)}`);
    await cache.write(templateKey(set, name), text);
    for (const language of languages) await loadSettings(set, { template: name, language }, cache);
  }
  return names;
}
