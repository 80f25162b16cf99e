import type { Rule } from './rule.ts';
import { articleEmpty } from './rules/article-empty.ts';
import { duplicateId } from './rules/duplicate-id.ts';
import { fieldLacking } from './rules/field-lacking.ts';
import { gmailClipping } from './rules/gmail-clipping.ts';
import { pictureHeavy } from './rules/picture-heavy.ts';
import { pictureWide } from './rules/picture-wide.ts';
import { preheaderMissing } from './rules/preheader-missing.ts';
import { preheaderRepeats } from './rules/preheader-repeats.ts';
import { subjectLong } from './rules/subject-long.ts';
import { todoLeft } from './rules/todo-left.ts';

/** Every rule that an edition is held against before it can be sent. */
export const RULES: readonly Rule[] = [
  duplicateId,
  subjectLong,
  preheaderMissing,
  preheaderRepeats,
  articleEmpty,
  pictureHeavy,
  pictureWide,
  gmailClipping,
  fieldLacking,
  todoLeft,
];
