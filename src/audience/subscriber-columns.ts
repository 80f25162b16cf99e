import { nearest } from '../publication/nearest.ts';
import type { Publication } from '../publication/publication.ts';
import type { NumberedRow } from './csv-rows.ts';
import { type ColumnUse, FIELD_NAMES, type ForeignExport, OWN_COLUMNS, recogniseExport } from './foreign-exports.ts';
import type { SubscriberTrouble } from './parse-subscribers.ts';
import { readableText } from './readable-text.ts';

export type FieldType = Publication['fields'][string]['type'] | 'language' | 'time-zone';

/** Which cell of a row holds what. */
export interface Columns {
  readonly width: number;
  readonly email: number;
  readonly fields: readonly { readonly name: string; readonly type: FieldType; readonly index: number }[];
  /** The others, in the order of their worth. */
  readonly uses: readonly { readonly use: ColumnUse; readonly index: number }[];
  readonly declared: ReadonlyMap<string, FieldType>;
}

interface Header {
  readonly columns: Columns | undefined;
  readonly troubles: readonly SubscriberTrouble[];
}

/** What a file's reader is told besides the file. */
export interface HeaderOptions {
  readonly declared: Publication['fields'];
  /** By the header as written: what the column is to be taken for, a field or one of `OWN_COLUMNS`. */
  readonly map?: ReadonlyMap<string, string> | undefined;
}

/** Fields that every subscriber may have, whatever courant.yaml declares. */
const BUILT_IN: readonly (readonly [name: string, type: FieldType])[] = [
  ['language', 'language'],
  ['time_zone', 'time-zone'],
];

export function knownFields(declared: Publication['fields']): ReadonlyMap<string, FieldType> {
  return new Map([...Object.entries(declared).map(([name, { type }]) => [name, type] as const), ...BUILT_IN]);
}

/** Understands the header row. Names are compared without case and the space around them. */
export function readHeader(row: NumberedRow, options: HeaderOptions): Header {
  const { line } = row;
  const unreadable = (reason: string): Header => ({
    columns: undefined,
    troubles: [{ kind: 'unreadable', line, reason }],
  });
  if (row.kind === 'fault') return unreadable(row.reason);
  const names = row.cells.map((cell) => cell.trim());
  const fields = knownFields(options.declared);
  const mapped = mapColumns(names, fields, options.map ?? new Map());
  if (typeof mapped === 'string') return unreadable(mapped);
  const foreign = recogniseExport(new Set(names.map(plain)));
  const targets = names.map((name) => mapped.get(plain(name)) ?? targetOf(name, fields, foreign));
  const email = targets.findIndex((target) => target?.use === 'email');
  if (email < 0) return unreadable(withoutEmail(names));
  const first = targets.map((target, index) => isFirst(targets, target, index));
  const columns: Columns = {
    width: names.length,
    email,
    fields: [...fields.keys()].flatMap((name) =>
      targets.flatMap((target, index) =>
        target?.field?.name === name && first[index] === 'first' ? [{ ...target.field, index }] : [],
      ),
    ),
    uses: inWorth(targets, foreign),
    declared: fields,
  };
  const twice = names.filter((_, index) => first[index] === 'again');
  const left = names.filter((name, index) => targets[index] === undefined && name !== '');
  return { columns, troubles: notices(line, { names, targets, twice, left, foreign, fields }) };
}

interface Target {
  readonly use?: ColumnUse;
  readonly field?: { readonly name: string; readonly type: FieldType };
}

function targetOf(name: string, fields: Columns['declared'], foreign: ForeignExport | undefined): Target | undefined {
  const key = plain(name);
  const use = own(foreign?.columns ?? {}, key) ?? own(OWN_COLUMNS, key);
  if (use !== undefined) return { use };
  const exact = fieldNamed(key, fields);
  if (exact !== undefined || foreign === undefined) return exact;
  const aliases = own(FIELD_NAMES, key) ?? [];
  const same = [...fields.keys()].find((field) => squeezed(field) === squeezed(key));
  return [...(same === undefined ? [] : [same]), ...aliases].flatMap((field) => fieldNamed(field, fields) ?? [])[0];
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function fieldNamed(name: string, fields: Columns['declared']): Target | undefined {
  const type = fields.get(name);
  return type === undefined ? undefined : { field: { name, type } };
}

/** By plain header; or a sentence that says what is wrong with the map. */
function mapColumns(
  names: readonly string[],
  fields: Columns['declared'],
  map: ReadonlyMap<string, string>,
): ReadonlyMap<string, Target> | string {
  const targets = new Map<string, Target>();
  for (const [header, wanted] of map) {
    if (!names.some((name) => plain(name) === plain(header)))
      return `--map names the column ${readableText(header)}, which isn’t there`;
    const use = own(OWN_COLUMNS, wanted);
    const target = use === undefined ? fieldNamed(wanted, fields) : { use };
    if (target === undefined) {
      const near = nearest(wanted, [...Object.keys(OWN_COLUMNS), ...fields.keys()]);
      return `--map names the field ${readableText(wanted)}, which courant.yaml doesn’t declare${near === undefined ? '' : `; did you mean ${near}?`}`;
    }
    targets.set(plain(header), target);
  }
  return targets;
}

function isFirst(
  targets: readonly (Target | undefined)[],
  target: Target | undefined,
  index: number,
): 'first' | 'again' | 'none' {
  const id = target?.field?.name ?? (typeof target?.use === 'string' ? target.use : undefined);
  if (id === undefined) return 'none';
  if (target?.use === 'consent_at') return 'first';
  return targets.findIndex((one) => (one?.field?.name ?? one?.use) === id) === index ? 'first' : 'again';
}

/** In the order in which a foreign export's columns count. */
function inWorth(targets: readonly (Target | undefined)[], foreign: ForeignExport | undefined): Columns['uses'] {
  const order = Object.values(foreign?.columns ?? {});
  const uses = targets.flatMap((target, index) =>
    target?.use === undefined || target.use === 'email' ? [] : [{ use: target.use, index }],
  );
  return foreign?.name === 'Mailchimp'
    ? uses.toSorted((a, b) => order.indexOf(a.use) - order.indexOf(b.use) || b.index - a.index)
    : uses;
}

interface Noticed {
  readonly names: readonly string[];
  readonly targets: readonly (Target | undefined)[];
  readonly twice: readonly string[];
  readonly left: readonly string[];
  readonly foreign: ForeignExport | undefined;
  readonly fields: Columns['declared'];
}

function notices(
  line: number,
  { names, targets, twice, left, foreign, fields }: Noticed,
): readonly SubscriberTrouble[] {
  const say = (reason: string): SubscriberTrouble => ({ kind: 'notice', line, reason });
  const doubled = twice.map((name) => say(`the column ${readableText(name)} stands twice; the first one counts`));
  if (foreign !== undefined) {
    const taken = names.flatMap((name, index) => describe(name, targets[index]));
    const rest =
      left.length === 0
        ? ''
        : `. Left out: ${left.map(readableText).join(', ')}; declare a field of that name, or name one with --map`;
    return [say(`read as an export of ${foreign.name}: ${taken.join(', ')}${rest}`), ...doubled];
  }
  const wanted = ['email', 'list', ...fields.keys()];
  const unknown = left.map((name) => {
    const near = nearest(name, wanted);
    const advice = near ? `did you mean ${near}?` : 'declare it under fields: in courant.yaml to keep it';
    return say(`the column ${readableText(name)} is left out: ${advice}`);
  });
  return [...unknown, ...doubled];
}

function describe(name: string, target: Target | undefined): readonly string[] {
  if (target === undefined) return [];
  const use =
    target.use === undefined
      ? (target.field?.name ?? '')
      : typeof target.use === 'string'
        ? target.use
        : 'subscription';
  return [`${readableText(name)} is ${use}`];
}

function withoutEmail(names: readonly string[]): string {
  const near = nearest(
    'email',
    names.filter((name) => name !== ''),
  );
  const advice = near ? `; rename ${readableText(near)}` : '';
  return `the first line names no column email${advice}, or say which one it is: --map "Header=email"`;
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

function squeezed(name: string): string {
  return plain(name).replaceAll(/[-_ ]/g, '');
}
