import type { Checked } from '../diagnostic/diagnostic.ts';
import type { Source } from '../diagnostic/source.ts';
import { checkAudience } from './check-audience.ts';
import { checkSettings } from './check-settings.ts';
import { languageTag } from './language.ts';
import type { Publication } from './publication.ts';
import { publicationSchema } from './schema/publication.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml.ts';

/** Reads courant.yaml. There is a value only when nothing is wrong; all problems come out in one run. */
export function parsePublication(source: Source): Checked<Publication> {
  const yaml = readYaml(source);
  if (!yaml.value) return { value: undefined, diagnostics: yaml.diagnostics };
  const document = yaml.value;
  const checked = validate(publicationSchema, document, source.path);
  const settings = { document, fields: checked.salvaged };
  const diagnostics = [...checked.diagnostics, ...checkSettings(settings), ...checkAudience(settings)];
  if (!checked.value || diagnostics.length > 0) return { value: undefined, diagnostics };
  const { language } = checked.value;
  return { value: { ...checked.value, language: languageTag(language) ?? language, source }, diagnostics };
}
