import { nearest } from '../publication/nearest.ts';
import type { Publication } from '../publication/publication.ts';
import type { NumberedRow } from './csv-rows.ts';
import type { SubscriberTrouble } from './parse-subscribers.ts';
import { readableText } from './readable-text.ts';

export type FieldType = Publication['fields'][string]['type'];

/** Which cell of a row holds what. */
export interface Columns {
  readonly width: number;
  readonly email: number;
  readonly list: number | null;
  readonly fields: readonly { readonly name: string; readonly type: FieldType; readonly index: number }[];
}

interface Header {
  readonly columns: Columns | undefined;
  readonly troubles: readonly SubscriberTrouble[];
}

/** Understands the header row. Names are compared without case and the space around them. */
export function readHeader(row: NumberedRow, declared: Publication['fields']): Header {
  const { line } = row;
  if (row.kind === 'fault') return { columns: undefined, troubles: [{ kind: 'unreadable', line, reason: row.reason }] };
  const names = row.cells.map((cell) => cell.trim());
  const first = new Map<string, number>();
  for (const [index, name] of names.entries()) if (!first.has(plain(name))) first.set(plain(name), index);
  const email = first.get('email');
  if (email === undefined)
    return { columns: undefined, troubles: [{ kind: 'unreadable', line, reason: withoutEmail(names) }] };
  const fields = Object.entries(declared).flatMap(([name, { type }]) => {
    const index = first.get(plain(name));
    return index === undefined || plain(name) === 'email' || plain(name) === 'list' ? [] : [{ name, type, index }];
  });
  const columns = { width: names.length, email, list: first.get('list') ?? null, fields };
  return { columns, troubles: noticeColumns(names, line, { first, declared: Object.keys(declared) }) };
}

function noticeColumns(
  names: readonly string[],
  line: number,
  known: { readonly first: ReadonlyMap<string, number>; readonly declared: readonly string[] },
): readonly SubscriberTrouble[] {
  const wanted = ['email', 'list', ...known.declared];
  const wantedPlain = new Set(wanted.map(plain));
  return names.flatMap((name, index): readonly SubscriberTrouble[] => {
    const again = known.first.get(plain(name)) !== index;
    if (wantedPlain.has(plain(name)))
      return again
        ? [{ kind: 'notice', line, reason: `the column ${readableText(name)} stands twice; the first one counts` }]
        : [];
    const near = nearest(name, wanted);
    const advice = near ? `did you mean ${near}?` : 'declare it under fields: in courant.yaml to keep it';
    return [{ kind: 'notice', line, reason: `the column ${readableText(name)} is left out: ${advice}` }];
  });
}

function withoutEmail(names: readonly string[]): string {
  const only = names.length === 1 ? (names[0] ?? '') : '';
  if (/[;\t|]/.test(only)) return 'the first line must name the columns, one of them email, with commas between them';
  const near = nearest(
    'email',
    names.filter((name) => name !== ''),
  );
  const advice = near ? `; rename ${readableText(near)}` : '';
  return `the first line names no column email${advice}`;
}

function plain(name: string): string {
  return name.toLowerCase();
}
