import type { Ledger } from '../delivery/ledger.ts';
import type { SentEntry } from '../publication/schema/sent-record.ts';
import type { IssueRecords } from './issue-records.ts';
import { done, type Outcome, refuse } from './refusal.ts';
import { readSentRecord } from './sent-record.ts';
import { shownMoment } from './written-moment.ts';

/** Sends that the folder knows and the store doesn't. Those of another issue came along when a folder was copied. */
async function findForeignSends(
  entries: readonly SentEntry[],
  issueId: string,
  ledger: Pick<Ledger, 'find'>,
): Promise<readonly SentEntry[]> {
  const foreign: SentEntry[] = [];
  for (const entry of entries)
    if (entry.issue === issueId && (await ledger.find(entry.send)) === null) foreign.push(entry);
  return foreign;
}

export interface PlannedIssue {
  readonly issue: { readonly name: string; readonly id: string };
  readonly planned: number;
  /** The number that somebody typed, or said with `--expect`. */
  readonly expected: number | undefined;
}

/**
 * Before a send of an issue is planned for good: refuses it where the issue left from a store that isn't this one, unless
 * somebody said the number of messages. `known`: nothing is foreign.
 */
export async function guardAgainstOtherStores(
  { issue, planned, expected }: PlannedIssue,
  records: IssueRecords,
  ledger: Pick<Ledger, 'find'>,
): Promise<Outcome<'known' | 'told'>> {
  const entries = await readSentRecord(issue.name, records);
  if (!entries.ok) return entries;
  const foreign = await findForeignSends(entries.value, issue.id, ledger);
  if (foreign.length === 0) return done('known');
  if (expected === planned) return done('told');
  const { refusal } = refuse(
    'sent-elsewhere',
    `${foreignSends(foreign)}, and this store knows nothing of it: whoever got the issue then would get it again.`,
    `Use the store that it was sent from, or restore its backup; if you are sure, say so with --expect ${planned}. Nothing was sent.`,
  );
  return { ok: false, refusal: { ...refusal, details: foreign.map(line) } };
}

function foreignSends(foreign: readonly SentEntry[]): string {
  const [first] = foreign;
  if (first === undefined || foreign.length > 1) return `sent.yaml says that the issue left in ${foreign.length} sends`;
  return `sent.yaml says that the issue left on ${shownMoment(first.at)} in the send ${first.send} to ${readers(first)}`;
}

function line(entry: SentEntry): string {
  return `${entry.send}: ${shownMoment(entry.at)}, ${readers(entry)} through ${entry.transport}`;
}

function readers({ planned, list, segment }: SentEntry): string {
  const of = segment === undefined ? list : `${segment} (${list})`;
  return `${planned.toLocaleString('en')} ${planned === 1 ? 'reader' : 'readers'} of ${of}`;
}
