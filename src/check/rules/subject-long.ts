import { diagnose } from '../../diagnostic/diagnostic.ts';
import { plainText } from '../../content/plain-text.ts';
import type { Rule } from '../rule.ts';

/** About what a wide window shows of a subject; RFC 5322 section 2.1.1 recommends as much for a line. */
const WIDEST_SUBJECT = 78;
/** Letters that take the room of two. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60]/u;

export const subjectLong: Rule = ({ issue }) => {
  const width = widthOf(plainText(issue.subject.value));
  if (width <= WIDEST_SUBJECT) return [];
  return [
    diagnose('check/subject-long', issue.subject.span, {
      message: `this subject is ${width} columns wide, and few inboxes show more than ${WIDEST_SUBJECT}`,
      hint: 'put what matters into the first words, and move the rest to the preheader',
    }),
  ];
};

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}
