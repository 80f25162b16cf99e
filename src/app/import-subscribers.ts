import { parseSubscribers, type SubscriberEntry, type SubscriberTrouble } from '../audience/parse-subscribers.ts';
import type { ImportCounts, ImportRow, Subscribers } from '../delivery/subscribers.ts';
import { addressKey } from '../mail/address.ts';
import type { Publication } from '../publication/publication.ts';
import { done, type Outcome, refuse } from './refusal.ts';

/** `subscribers import --json` of the contract, and what else the file's reader has to say. */
export interface ImportReport extends ImportCounts {
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  readonly notices: readonly { readonly line: number; readonly reason: string }[];
}

export interface ImportInput {
  /** The file's name, for messages. */
  readonly file: string;
  readonly text: AsyncIterable<string>;
  /** Every row's list besides those of its `list` column; null for none. */
  readonly list: string | null;
  /** `mirror`: members that an earlier reading of the list's file brought leave the list when they are gone from it. */
  readonly mode: 'add' | 'mirror';
}

/** Brings the rows of a CSV into the store. Bad rows stay out and are reported; the others come in. */
export async function importSubscribers(
  input: ImportInput,
  publication: Publication,
  subscribers: Subscribers,
): Promise<Outcome<ImportReport>> {
  const entries = parseSubscribers(input.text, publication.fields);
  const opening = await readOpening(entries);
  const unreadable = opening.find(({ kind }) => kind === 'unreadable');
  if (unreadable?.kind === 'unreadable') {
    const message = `${input.file}, line ${unreadable.line}: ${unreadable.reason}.`;
    return refuse('csv-unreadable', message, 'Mend the file’s first line, which names the columns. Nothing was changed.');
  }
  const troubles: SubscriberTrouble[] = [];
  const rows = goodRows(both(opening, entries), input.list, troubles);
  const mirrored = input.mode === 'mirror' ? input.list : null;
  const counts = mirrored === null ? await subscribers.importRows(rows) : await subscribers.mirrorList(mirrored, rows);
  const told = (kind: SubscriberTrouble['kind']) =>
    troubles.filter((trouble) => trouble.kind === kind).map(({ line, reason }) => ({ line, reason }));
  const rejected = told('rejected');
  return done({ ...counts, rows: counts.rows + rejected.length, rejected, notices: told('notice') });
}

/** The first entries up to a row: a file whose header can't be read must not look like an empty list. */
async function readOpening(entries: AsyncGenerator<SubscriberEntry>): Promise<readonly SubscriberEntry[]> {
  const opening: SubscriberEntry[] = [];
  for (;;) {
    const next = await entries.next();
    if (next.done === true) return opening;
    opening.push(next.value);
    if (next.value.kind !== 'notice') return opening;
  }
}

async function* both<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}

async function* goodRows(
  entries: AsyncIterable<SubscriberEntry>,
  list: string | null,
  troubles: SubscriberTrouble[],
): AsyncGenerator<ImportRow> {
  for await (const entry of entries) {
    if (entry.kind !== 'subscriber') {
      troubles.push(entry);
      continue;
    }
    const lists = [...new Set(list === null ? entry.lists : [list, ...entry.lists])];
    yield { address: entry.address, key: addressKey(entry.address), fields: entry.fields, lists };
  }
}
