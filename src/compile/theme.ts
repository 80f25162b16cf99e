import type { Checked } from '../diagnostic/diagnostic.ts';
import { themeSchema } from '../publication/schema/theme.ts';
import { validate } from '../publication/validate.ts';
import { readYaml } from '../publication/yaml.ts';
import type { TemplateSet } from './template-set.ts';

/** The brand's colours, fonts and sizes. */
export interface Theme {
  /** theme.yaml as it stands, for layouts. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Inline styles of what Markdown makes, by the name of the element. */
  readonly prose: Readonly<Record<string, string>>;
}

const PATH = 'templates/theme.yaml';

export function readTheme(set: TemplateSet): Checked<Theme> {
  const source = set.sources.get(PATH);
  if (source === undefined) return { value: { values: {}, prose: {} }, diagnostics: [] };
  const { value: document, diagnostics } = readYaml(source);
  if (document === undefined) return { value: undefined, diagnostics };
  const checked = validate(themeSchema, document, 'a theme');
  const all = [...diagnostics, ...checked.diagnostics];
  if (checked.value === undefined) return { value: undefined, diagnostics: all };
  // Not the checked value: that one leaves out keys that are null, and a layout may ask for them.
  return { value: { values: recordOf(document.value), prose: checked.value.prose ?? {} }, diagnostics: all };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
