// Compiles the templates that come with Courant into build/templates/, so that a first build needs no Handlebars compiler.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { importTypescript } from './import-typescript.mjs';

/** @param {string} root of the repository, with `/` at its end */
export async function precompileTemplates(root) {
  const { precompileAll } = await importTypescript('scripts/precompile.ts');
  const paths = (await readdir(join(root, 'templates'), { recursive: true })).filter((path) =>
    /\.(hbs|ya?ml)$/.test(path),
  );
  const texts = await Promise.all(
    paths.map(async (path) => [
      `templates/${path.replaceAll('\\', '/')}`,
      await readFile(join(root, 'templates', path), 'utf8'),
    ]),
  );
  const folder = join(root, 'build', 'templates');
  await rm(folder, { recursive: true, force: true });
  const names = await precompileAll(new Map(texts), folder);
  if (names.length === 0) throw new Error('there are no layouts to compile');
}
