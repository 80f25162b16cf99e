import type { Block, TableCell } from '../../content/markdown/tree.ts';
import { columnsOf } from './columns.ts';
import { inlineRuns, type Voice } from './inline-text.ts';
import { wrap } from './wrap.ts';

type Table = Extract<Block, { kind: 'table' }>;

interface Shown {
  readonly text: string;
  readonly columns: number;
}

const GAP = '  ';

/** Aligned columns where the table fits the line; else each row is told as `Heading: value` lines. */
export function tableLines(table: Table, width: number, voice: Voice): readonly string[] {
  const rows = [table.head, ...table.rows].map((row) => row.map((cell) => showCell(cell, voice)));
  const widths = table.head.map((_, column) => Math.max(...rows.map((row) => row[column]?.columns ?? 0)));
  const whole = widths.reduce((sum, columns) => sum + columns + GAP.length, -GAP.length);
  if (whole > width) return toldRows(table, width, voice);
  const [head = [], ...body] = rows.map((row) => alignRow(row, widths, table.align));
  return [head, widths.map((columns) => '-'.repeat(columns)), ...body].map((cells) => cells.join(GAP).trimEnd());
}

function showCell(cell: TableCell, voice: Voice): Shown {
  const runs = inlineRuns(cell.children, voice);
  const text = wrap(runs, Number.POSITIVE_INFINITY).join(' ');
  const columns = runs.reduce(
    (sum, run) => sum + (run.kind === 'fixed' ? run.columns - columnsOf(run.text) : 0),
    columnsOf(text),
  );
  return { text, columns };
}

function alignRow(row: readonly Shown[], widths: readonly number[], align: Table['align']): readonly string[] {
  return widths.map((columns, index) => {
    const cell = row[index] ?? { text: '', columns: 0 };
    const room = Math.max(0, columns - cell.columns);
    const side = align[index] ?? 'left';
    const before = side === 'right' ? room : side === 'center' ? Math.floor(room / 2) : 0;
    return ' '.repeat(before) + cell.text + ' '.repeat(room - before);
  });
}

function toldRows(table: Table, width: number, voice: Voice): readonly string[] {
  return table.rows.flatMap((row, index) => {
    const lines = row.flatMap((cell, column) => {
      const heading = table.head[column];
      const label = heading === undefined ? [] : inlineRuns(heading.children, voice);
      const colon = voice.cjk ? '：' : ': ';
      return wrap([...label, { kind: 'words', text: colon }, ...inlineRuns(cell.children, voice)], width);
    });
    return index === 0 ? lines : ['', ...lines];
  });
}
