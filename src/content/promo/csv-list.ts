import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import { type Located, offsetAt, type Source, type Span } from '../../diagnostic/source.ts';
import { type CsvCell, type CsvRecord, parseCsv } from '../../publication/csv.ts';
import { nearest } from '../../publication/nearest.ts';
import type { Publication } from '../../publication/publication.ts';
import { isLabelKey, labelFixed } from './label-keys.ts';
import { readTitle } from './promo-title.ts';
import { isPromoKey, PROMO_KEYS, type PromoKey, type RawPromo, splitNames } from './raw-promo.ts';

interface CsvItems {
  readonly raws: readonly RawPromo[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The items of a CSV list: a header row with known columns, then a row an item. */
export function readCsvItems(source: Source, publication: Publication): CsvItems {
  const { records, problems } = parseCsv(source);
  const diagnostics: Diagnostic[] = problems.map(({ span, ...finding }) => diagnose('promo/csv-syntax', span, finding));
  const [header, ...rows] = records;
  if (!header) return { raws: [], diagnostics };
  const columns = readColumns(header);
  for (const found of columns.diagnostics) diagnostics.push(found);
  if (!columns.places.has('title')) return { raws: [], diagnostics };
  const raws = rows.flatMap((row) => {
    if (row.cells.length !== header.cells.length) {
      diagnostics.push(wrongWidth(row, header));
      return [];
    }
    return [readRow(source, { row, places: columns.places, publication }, diagnostics)];
  });
  return { raws, diagnostics };
}

interface Columns {
  readonly places: ReadonlyMap<PromoKey, number>;
  readonly diagnostics: readonly Diagnostic[];
}

function readColumns(header: CsvRecord): Columns {
  const places = new Map<PromoKey, number>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, cell] of header.cells.entries()) {
    const name = cell.value.trim().toLowerCase();
    if (isLabelKey(name)) diagnostics.push(labelFixed(cell.span, cell.value.trim()));
    else if (!isPromoKey(name)) diagnostics.push(unknownColumn(cell, header));
    else if (places.has(name))
      diagnostics.push(doubledColumn(cell, header.cells[places.get(name) ?? 0]?.span ?? cell.span));
    else places.set(name, index);
  }
  // With another separator there is one column, and one diagnostic says it all.
  if (separatorOf(header)) return { places, diagnostics };
  if (!places.has('title')) diagnostics.push(columnMissing(header.span, 'title'));
  if (!places.has('rank') && !places.has('score')) diagnostics.push(columnMissing(header.span, 'rank'));
  return { places, diagnostics };
}

interface RowContext {
  readonly row: CsvRecord;
  readonly places: ReadonlyMap<PromoKey, number>;
  readonly publication: Publication;
}

function readRow(source: Source, context: RowContext, diagnostics: Diagnostic[]): RawPromo {
  const cell = (key: PromoKey): Located<string> | null => {
    const found = context.row.cells[context.places.get(key) ?? -1];
    return found && found.value.trim() !== '' ? insideQuotes(source, found) : null;
  };
  const written = cell('title');
  const { title, diagnostics: found } = written
    ? readTitle(
        source,
        { text: written.value, start: offsetAt(source, written.span.line, written.span.column), span: written.span },
        { publication: context.publication, escapes: 'none' },
      )
    : { title: null, diagnostics: [] };
  for (const one of found) diagnostics.push(one);
  return {
    span: context.row.span,
    title,
    rank: cell('rank'),
    score: cell('score'),
    pin: cell('pin'),
    url: cell('url'),
    address: 'as-given',
    source: cell('source'),
    sponsor: cell('sponsor'),
    from: cell('from'),
    until: cell('until'),
    segments: splitNames(cell('segments')),
  };
}

/** The cell's text without the space around it, and the place of just that text. */
function insideQuotes(source: Source, cell: CsvCell): Located<string> {
  const value = cell.value.trim();
  const { span } = cell;
  if (span.line !== span.endLine) return { value, span };
  const quotes = source.text[offsetAt(source, span.line, span.column)] === '"' ? 1 : 0;
  const before = quotes + cell.value.length - cell.value.trimStart().length;
  const after = quotes + cell.value.length - cell.value.trimEnd().length;
  return { value, span: { ...span, column: span.column + before, endColumn: span.endColumn - after } };
}

function unknownColumn(cell: CsvCell, header: CsvRecord): Diagnostic {
  const name = cell.value.trim();
  const near = nearest(name, PROMO_KEYS);
  const known = `the columns are ${PROMO_KEYS.join(', ')}`;
  return diagnose('promo/unknown-column', cell.span, {
    message: name === '' ? 'this column has no name' : `no column of a promo list is called \`${name.slice(0, 60)}\``,
    hint: separatorOf(header)
      ? 'put commas between the columns, in every row'
      : near
        ? `did you mean \`${near}\`?`
        : known,
  });
}

function separatorOf(header: CsvRecord): string | undefined {
  return header.cells.length === 1 ? /[;\t|]/.exec(header.cells[0]?.value ?? '')?.[0] : undefined;
}

function doubledColumn(cell: CsvCell, first: Span): Diagnostic {
  return diagnose('promo/attribute-duplicate', cell.span, {
    message: `the column \`${cell.value.trim()}\` stands here a second time`,
    hint: 'remove one of the two columns',
    notes: [{ message: 'first used here', span: first }],
  });
}

function columnMissing(span: Span, name: 'title' | 'rank'): Diagnostic {
  return diagnose('promo/column-missing', span, {
    message:
      name === 'title'
        ? 'this first line names no column `title`'
        : 'this first line names no column `rank` or `score`',
    hint: 'let the first line name the columns: rank,title,url',
  });
}

function wrongWidth(row: CsvRecord, header: CsvRecord): Diagnostic {
  const [cells, columns] = [row.cells.length, header.cells.length];
  const more = cells > columns;
  return diagnose('promo/csv-width', row.span, {
    message: `this row has ${cells} ${cells === 1 ? 'cell' : 'cells'}, and the first line has ${columns}`,
    hint: more ? 'put a text with a comma in it in double quotes' : 'add a comma for each value that is left empty',
    notes: [{ message: 'the columns stand here', span: header.span }],
  });
}
