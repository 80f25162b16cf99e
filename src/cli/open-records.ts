import type { IssueRecords } from '../app/issue-records.ts';
import { changeRecord, readRecord } from '../disk/issue-records.ts';

/** The files that Courant itself writes into the issues of a publication. */
export function openRecords(root: string): IssueRecords {
  return {
    read: (issue, file) => readRecord(root, `issues/${issue}/${file}`),
    change: (issue, file, change) => changeRecord(root, `issues/${issue}/${file}`, change),
  };
}
