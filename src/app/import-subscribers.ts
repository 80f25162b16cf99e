import {
  parseSubscribers,
  type SubscriberEntry,
  type SubscriberRow,
  type SubscriberTrouble,
} from '../audience/parse-subscribers.ts';
import type { ImportCounts, ImportOptions, ImportRow, RejectedRow } from '../delivery/import-row.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import { addressKey } from '../mail/address.ts';
import type { Publication } from '../publication/publication.ts';
import { done, type Outcome, refuse } from './refusal.ts';

/** `subscribers import --json` of the contract, and what else the file's reader has to say. */
export interface ImportReport extends ImportCounts {
  readonly rejected: readonly RejectedRow[];
  readonly notices: readonly RejectedRow[];
}

export interface ImportInput {
  /** The file's name, for messages. */
  readonly file: string;
  readonly text: AsyncIterable<string>;
  /** Every row's list besides those of its `list` column; null for none. */
  readonly list: string | null;
  /**
   * `mirror`: members that an earlier reading of the list's file brought leave the list when they are gone from it.
   * `rehearse` says what `add` would do, and changes nothing.
   */
  readonly mode: 'add' | 'mirror' | 'rehearse';
  /** By header: the field that a column is taken for. */
  readonly map?: ReadonlyMap<string, string>;
}

/** Brings the rows of a CSV into the store. Bad rows stay out and are reported; the others come in. */
export async function importSubscribers(
  input: ImportInput,
  publication: Publication,
  subscribers: Subscribers,
): Promise<Outcome<ImportReport>> {
  const entries = parseSubscribers(input.text, { declared: publication.fields, map: input.map });
  const opening = await readOpening(entries);
  const unreadable = opening.find(({ kind }) => kind === 'unreadable');
  if (unreadable?.kind === 'unreadable') {
    const message = `${input.file}, line ${unreadable.line}: ${unreadable.reason}.`;
    return refuse(
      'csv-unreadable',
      message,
      'Mend the file’s first line, which names the columns. Nothing was changed.',
    );
  }
  const told = { rejected: [] as RejectedRow[], notices: [] as RejectedRow[], held: 0 };
  const rows = goodRows(both(opening, entries), input, ({ kind, line, reason }) => {
    (kind === 'notice' ? told.notices : told.rejected).push({ line, reason });
  });
  const options: ImportOptions = {
    mode: input.mode === 'rehearse' ? 'rehearse' : 'commit',
    onRejected: (row) => void told.rejected.push(row),
    onHeld: () => {
      told.held += 1;
    },
  };
  const mirrored = input.mode === 'mirror' ? input.list : null;
  const counts =
    mirrored === null
      ? await subscribers.importRows(rows, options)
      : await subscribers.mirrorList(mirrored, rows, options);
  const rejected = told.rejected.toSorted((a, b) => a.line - b.line);
  return done({
    ...counts,
    rows: counts.rows + rejected.length,
    rejected,
    notices: [...told.notices, ...heldNotice(told.held)],
  });
}

function heldNotice(held: number): readonly RejectedRow[] {
  if (held === 0) return [];
  const who = held === 1 ? '1 reader' : `${held} readers`;
  return [
    {
      line: 1,
      reason: `${who} of this file left the list before and stay away from it; \`subscribers add --consent\` brings somebody back`,
    },
  ];
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
  { list, file }: ImportInput,
  onTrouble: (trouble: SubscriberTrouble) => void,
): AsyncGenerator<ImportRow> {
  for await (const entry of entries) {
    if (entry.kind === 'subscriber') yield importRow(entry, list, file);
    else onTrouble(entry);
  }
}

function importRow(
  { line, address, fields, lists, state, consent }: SubscriberRow,
  list: string | null,
  file: string,
): ImportRow {
  const all = list === null ? lists : lists.length === 0 ? [list] : [...new Set([list, ...lists])];
  const { how, at, from } = consent;
  return {
    line,
    address,
    key: addressKey(address),
    fields,
    lists: all,
    state,
    consent: { how: how ?? 'import', at, from: from ?? file },
  };
}
