import { diagnose } from '../../diagnostic/diagnostic.ts';
import { startOf } from '../../diagnostic/source.ts';
import type { Rule } from '../rule.ts';

export const preheaderMissing: Rule = ({ issue }) => {
  if (issue.preheader) return [];
  return [
    diagnose('check/preheader-missing', startOf(issue.file), {
      message: 'this issue has no preheader',
      hint: 'add `preheader:` to its front matter, with a sentence that goes on where the subject ends',
    }),
  ];
};
