import type { Checked, Diagnostic } from '../diagnostic/diagnostic.ts';
import { stringsSchema } from '../publication/schema/template.ts';
import { validate } from '../publication/validate.ts';
import { readYaml } from '../publication/yaml.ts';
import type { TemplateSet } from './template-set.ts';

/** What layouts say in the language of an issue, by name. */
export type Strings = Readonly<Record<string, string>>;

/** The strings of a language over those it lacks: zh-Hans-CN over zh-Hans over zh over en. */
export function readStrings(set: TemplateSet, language: string): Checked<Strings> {
  const diagnostics: Diagnostic[] = [];
  const merged = new Map<string, string>();
  let complete = true;
  for (const tag of ['en', ...fallbacks(language).toReversed()]) {
    const source = sourceFor(set, tag);
    if (source === undefined) continue;
    const read = readYaml(source);
    diagnostics.push(...read.diagnostics);
    const checked = read.value && validate(stringsSchema, read.value, 'a file of strings');
    diagnostics.push(...(checked?.diagnostics ?? []));
    complete &&= checked?.value !== undefined;
    for (const [name, text] of Object.entries(checked?.value ?? {})) merged.set(name, text);
  }
  return { value: complete ? Object.fromEntries(merged) : undefined, diagnostics };
}

/** `zh-Hans-CN` → zh-Hans-CN, zh-Hans, zh. English is below them all, and not listed twice. */
function fallbacks(language: string): readonly string[] {
  const parts = language.split('-');
  const tags = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  return tags.filter((tag) => tag.toLowerCase() !== 'en');
}

function sourceFor(set: TemplateSet, tag: string) {
  const wanted = `templates/strings/${tag}.yaml`.toLowerCase();
  for (const [path, source] of set.sources) if (path.toLowerCase() === wanted) return source;
  return undefined;
}
