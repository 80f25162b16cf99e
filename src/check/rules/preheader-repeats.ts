import { diagnose } from '../../diagnostic/diagnostic.ts';
import { plainText } from '../../content/plain-text.ts';
import type { Rule } from '../rule.ts';
import { isTodo } from '../todo.ts';

export const preheaderRepeats: Rule = ({ issue }) => {
  if (!issue.preheader) return [];
  const subject = words(plainText(issue.subject.value));
  if (subject === '' || isTodo(plainText(issue.subject.value)) || words(plainText(issue.preheader.value)) !== subject)
    return [];
  return [
    diagnose('check/preheader-repeats', issue.preheader.span, {
      message: 'the preheader says the same as the subject',
      hint: 'let it go on where the subject ends',
      notes: [{ message: 'the subject stands here', span: issue.subject.span }],
    }),
  ];
};

/** Case, space and punctuation make no difference to a reader. */
function words(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
