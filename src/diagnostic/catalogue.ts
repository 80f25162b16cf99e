import { checkCodes } from './catalogue/check.ts';
import { fileCodes } from './catalogue/file.ts';
import { frontMatterCodes } from './catalogue/front-matter.ts';
import { markdownCodes } from './catalogue/markdown.ts';
import { promoCodes } from './catalogue/promo.ts';
import { publicationCodes } from './catalogue/publication.ts';
import { templateCodes } from './catalogue/template.ts';

/**
 * Every diagnostic that Courant can give, in one place: `courant explain` and docs/diagnostics.md are made from it.
 * A code is permanent: once released it is never renamed or given another meaning.
 */
export const CATALOGUE = {
  ...fileCodes,
  ...publicationCodes,
  ...frontMatterCodes,
  ...markdownCodes,
  ...promoCodes,
  ...templateCodes,
  ...checkCodes,
} as const;

export type DiagnosticCode = keyof typeof CATALOGUE;

export function isDiagnosticCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(CATALOGUE, text);
}
