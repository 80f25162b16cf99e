import type { Checked, Diagnostic } from '../diagnostic/diagnostic.ts';
import { readStrings, type Strings } from './strings.ts';
import { readManifest } from './template-manifest.ts';
import type { TemplateSet } from './template-set.ts';
import { readTheme, type Theme } from './theme.ts';

/** What the YAML files of templates/ say for one layout and language. */
export interface TemplateSettings {
  readonly theme: Theme;
  readonly strings: Strings;
}

/** For settings.ts alone, which imports this only for files that nobody has read yet. */
export function readSettings(set: TemplateSet, template: string, language: string): Checked<TemplateSettings> {
  const theme = readTheme(set);
  const strings = readStrings(set, language);
  const manifest = readManifest(set, template);
  const diagnostics = [theme, strings, manifest].flatMap((result): readonly Diagnostic[] => result.diagnostics);
  if (theme.value === undefined || strings.value === undefined) return { value: undefined, diagnostics };
  return { value: { theme: theme.value, strings: strings.value }, diagnostics };
}
