import type { Checked } from '../diagnostic/diagnostic.ts';
import { type TemplateManifest, templateSchema } from '../publication/schema/template.ts';
import { validate } from '../publication/validate.ts';
import { readYaml } from '../publication/yaml.ts';
import type { TemplateSet } from './template-set.ts';

/** A layout without a template.yaml goes by the name of its folder. */
export function readManifest(set: TemplateSet, name: string): Checked<TemplateManifest> {
  const source = set.sources.get(`templates/${name}/template.yaml`);
  if (source === undefined) return { value: { title: name }, diagnostics: [] };
  const { value: document, diagnostics } = readYaml(source);
  if (document === undefined) return { value: undefined, diagnostics };
  const checked = validate(templateSchema, document, 'a template');
  return { value: checked.value, diagnostics: [...diagnostics, ...checked.diagnostics] };
}
