import { z } from 'zod';
import type { Checked } from '../diagnostic/diagnostic.ts';
import { validate } from '../publication/validate.ts';
import { readYaml } from '../publication/yaml.ts';
import type { TemplateSet } from './template-set.ts';

const manifestSchema = z.strictObject({
  /** What the layout is called in lists of layouts. */
  title: z.string().min(1),
  description: z.string().min(1).optional(),
});

/** What a layout says of itself in its template.yaml. */
export type TemplateManifest = z.infer<typeof manifestSchema>;

/** A layout without a template.yaml goes by the name of its folder. */
export function readManifest(set: TemplateSet, name: string): Checked<TemplateManifest> {
  const source = set.sources.get(`templates/${name}/template.yaml`);
  if (source === undefined) return { value: { title: name }, diagnostics: [] };
  const { value: document, diagnostics } = readYaml(source);
  if (document === undefined) return { value: undefined, diagnostics };
  const checked = validate(manifestSchema, document, 'a template');
  return { value: checked.value, diagnostics: [...diagnostics, ...checked.diagnostics] };
}
