import { parseSubscribers, type SubscriberEntry, type SubscriberRow } from '../audience/parse-subscribers.ts';
import type { ImportCounts, ImportOptions, ImportRow, RejectedRow, RowChange } from '../delivery/import-row.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import { addressKey } from '../mail/address.ts';
import type { Publication } from '../publication/publication.ts';
import { done, type Outcome, refuse } from './refusal.ts';

/** `subscribers import --json` of the contract, and what else the file's reader has to say. */
export interface ImportReport extends ImportCounts {
  readonly rejected: readonly RejectedRow[];
  readonly notices: readonly RejectedRow[];
  /** Of a rehearsal: the first ones, of `added + updated`. */
  readonly changes: readonly RowChange[];
}

/** A million changes would be no difference that anybody reads, and more than fits into memory. */
const CHANGES_TOLD = 1000;

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

interface Told {
  readonly rejected: RejectedRow[];
  readonly notices: RejectedRow[];
  held: number;
}

type Entries = readonly SubscriberEntry[];

/** Brings the rows of a CSV into the store. Bad rows stay out and are reported; the others come in. */
export async function importSubscribers(
  input: ImportInput,
  publication: Publication,
  subscribers: Subscribers,
): Promise<Outcome<ImportReport>> {
  const entries = parseSubscribers(input.text, { declared: publication.fields, map: input.map });
  const opening = await readOpening(entries);
  const unreadable = opening.flat().find(({ kind }) => kind === 'unreadable');
  if (unreadable?.kind === 'unreadable') {
    const message = `${input.file}, line ${unreadable.line}: ${unreadable.reason}.`;
    return refuse(
      'csv-unreadable',
      message,
      'Mend the file’s first line, which names the columns. Nothing was changed.',
    );
  }
  const told: Told = { rejected: [], notices: [], held: 0 };
  const rows = goodRows(opening, entries, (entry) => {
    if (entry.kind === 'subscriber') {
      const segment = entry.lists.find((name) => Object.hasOwn(publication.segments, name));
      if (segment === undefined) return importRow(entry, input);
      told.rejected.push({ line: entry.line, reason: apart(`list: “${segment}” is a segment, which nobody can join`) });
      return undefined;
    }
    (entry.kind === 'notice' ? told.notices : told.rejected).push({ line: entry.line, reason: apart(entry.reason) });
    return undefined;
  });
  const changes: RowChange[] = [];
  const options: ImportOptions = {
    mode: input.mode === 'rehearse' ? 'rehearse' : 'commit',
    list: input.list ?? undefined,
    onChange: (change) =>
      void (changes.length < CHANGES_TOLD && changes.push({ ...change, address: apart(change.address) })),
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
    changes,
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

/** A copy: a piece of a text keeps the whole block of the file that it was cut from, and there may be many reasons. */
function apart(text: string): string {
  return Buffer.from(text).toString();
}

/** Whether the header can be read: a file whose header can't must not look like an empty list. */
async function readOpening(blocks: AsyncGenerator<Entries>): Promise<readonly Entries[]> {
  const opening: Entries[] = [];
  for (;;) {
    const next = await blocks.next();
    if (next.done === true) return opening;
    opening.push(next.value);
    if (next.value.some(({ kind }) => kind !== 'notice')) return opening;
  }
}

async function* goodRows(
  opening: readonly Entries[],
  rest: AsyncIterable<Entries>,
  take: (entry: SubscriberEntry) => ImportRow | undefined,
): AsyncGenerator<readonly ImportRow[]> {
  for (const entries of opening) yield entries.flatMap((entry) => take(entry) ?? []);
  for await (const entries of rest) yield entries.flatMap((entry) => take(entry) ?? []);
}

function importRow(
  { line, address, fields, lists, state, consent }: SubscriberRow,
  { list, file }: ImportInput,
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
