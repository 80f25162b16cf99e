import { diagnose } from '../../diagnostic/diagnostic.ts';
import type { Rule } from '../rule.ts';

export const duplicateId: Rule = ({ issue, surroundings }) => {
  const other = surroundings.otherIssues.find(({ id, folder }) => id === issue.id && folder !== issue.folder);
  if (!other) return [];
  return [
    diagnose('check/duplicate-id', issue.idSpan, {
      message: `this issue has the id \`${issue.id.slice(0, 80)}\`, and so has ${other.folder}`,
      hint: 'give the newer of the two an `id:` of its own; the id of an issue that was sent must stay',
      notes: [{ message: 'the other issue', span: other.idSpan }],
    }),
  ];
};
