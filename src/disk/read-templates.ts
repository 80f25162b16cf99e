import { dirname, join } from 'node:path';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TemplateSet } from '../compile/template-set.ts';
import type { Checked, Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Source } from '../diagnostic/source.ts';
import { readText } from './read-text.ts';

const TEMPLATES = 'templates';
const IS_TEMPLATE = /\.(hbs|ya?ml)$/;

/** The folder that holds the templates that come with Courant: the program's own, found from this file upwards. */
export function programFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** The folder in which those templates lie compiled: scripts/precompile-templates.mjs. */
export function shippedTemplates(): string {
  return join(programFolder(), 'build', 'templates');
}

/** The publication's templates, over the ones that come with Courant. */
export async function readTemplates(root: string): Promise<Checked<TemplateSet>> {
  const sources = new Map<string, Source>();
  const diagnostics: Diagnostic[] = [];
  for (const place of new Set([programFolder(), root])) {
    for (const path of listTemplates(place)) {
      const read = await readText(place, path);
      if (read.value !== undefined) sources.set(path, read.value);
      diagnostics.push(...read.diagnostics);
    }
  }
  return { value: { sources }, diagnostics };
}

function listTemplates(place: string): readonly string[] {
  const base = join(place, TEMPLATES);
  if (!existsSync(base)) return [];
  const entries = readdirSync(base, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory() && IS_TEMPLATE.test(entry.name));
  return files
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(place.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
