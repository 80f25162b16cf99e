import { createHash } from 'node:crypto';
import type { Checked } from '../diagnostic/diagnostic.ts';
import type { TemplateSettings } from './read-settings.ts';
import type { TemplateSet, TextCache } from './template-set.ts';

/** Raised whenever the schemas of these files change: a test compares them. */
const FORMAT = 1;

/** The theme, the strings and the manifest. Kept once they are read without a word: then no schema is even made. */
export async function loadSettings(
  set: TemplateSet,
  { template, language }: { readonly template: string; readonly language: string },
  cache: TextCache | null,
): Promise<Checked<TemplateSettings>> {
  const key = settingsKey(set, template, language);
  const kept = await cache?.read(key);
  const known = kept === undefined ? null : settingsOf(kept);
  if (known !== null) return { value: known, diagnostics: [] };
  const { readSettings } = await import('./read-settings.ts');
  const { value, diagnostics } = readSettings(set, template, language);
  if (value === undefined) return { value, diagnostics };
  const text = JSON.stringify(value);
  if (diagnostics.length === 0) await cache?.write(key, text);
  // By way of the text also when nothing is kept: what JSON can't say, no layout ever sees.
  return { value: settingsOf(text) ?? value, diagnostics };
}

function settingsKey(set: TemplateSet, template: string, language: string): string {
  const sources = [...set.sources.values()].filter(({ path }) => !path.endsWith('.hbs'));
  const texts = sources.map(({ path, text }) => [path, text]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([FORMAT, template, language, texts]))
    .digest('hex');
}

function settingsOf(text: string): TemplateSettings | null {
  try {
    const value: unknown = JSON.parse(text);
    return isSettings(value) ? value : null;
  } catch {
    return null;
  }
}

/** A look at its parts only: the cache gives back what was written, or nothing. */
function isSettings(value: unknown): value is TemplateSettings {
  if (typeof value !== 'object' || value === null) return false;
  const { theme, strings }: { [part in keyof TemplateSettings]?: unknown } = value;
  const isTheme = typeof theme === 'object' && theme !== null && 'values' in theme && 'prose' in theme;
  return isTheme && typeof strings === 'object' && strings !== null;
}
