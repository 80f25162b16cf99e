import type { ImportReport } from '../app/import-subscribers.ts';
import { readableText } from '../audience/readable-text.ts';
import type { RowChange } from '../delivery/import-row.ts';
import type { Terminal } from './terminal.ts';

/** As many as `showRows` shows of the rows that are left out. */
const SHOWN = 20;

/** What a rehearsed import would change, row by row. On stderr. */
export function showChanges({ changes, added, updated }: ImportReport, file: string, terminal: Terminal): void {
  for (const change of changes.slice(0, SHOWN)) terminal.err(`${file}:${change.line}: ${changeText(change)}\n`);
  const more = added + updated - SHOWN;
  if (changes.length > SHOWN) terminal.err(`… and ${more.toLocaleString('en')} more; --json lists the first 1,000\n`);
}

function changeText({ address, change, fields, joins, leaves, suppressed }: RowChange): string {
  const said = [
    ...fields.map(({ name, before, after }) =>
      before === null
        ? `${name} ${readableText(String(after))}`
        : `${name} ${readableText(String(before))} → ${readableText(String(after))}`,
    ),
    ...(joins.length > 0 ? [`joins ${joins.join(', ')}`] : []),
    ...(leaves.length > 0 ? [`is not on ${leaves.join(', ')}`] : []),
    ...suppressed.map((list) => (list === null ? 'gets nothing any more' : `gets nothing from ${list} any more`)),
  ];
  const what = `${change === 'added' ? 'add' : 'change'} ${address}`;
  return said.length === 0 ? what : `${what}: ${said.join('; ')}`;
}
