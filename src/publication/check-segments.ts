import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Settings } from './check-settings.ts';
import { MOST_GUESSES, nearest } from './nearest.ts';
import { relativeDay } from './relative-day.ts';
import type { Condition, Where } from './schema/segment.ts';

/** What every subscriber has, whatever courant.yaml declares. */
const ALWAYS: ReadonlySet<string> = new Set(['language', 'time_zone', 'list', 'received']);
type Path = readonly (string | number)[];

interface Known {
  readonly lists: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  /** Declared types by field. */
  readonly types: ReadonlyMap<string, string>;
}

/** Every condition of every segment: fields that exist, and dates that can be read and stand at a date. */
export function checkSegments(settings: Settings, names: Pick<Known, 'lists' | 'fields'>): readonly Diagnostic[] {
  const types = new Map(Object.entries(settings.fields.fields ?? {}).map(([name, { type }]) => [name, type]));
  const known = { ...names, types };
  return Object.entries(settings.fields.segments ?? {}).flatMap(([name, segment], index) => [
    ...(known.lists.has(segment.list) ? [] : [unknownList(name, segment.list, { settings, known, index })]),
    ...checkWhere(segment.where, ['segments', name, 'where'], { settings, known, index }),
  ]);
}

interface Checking {
  readonly settings: Settings;
  readonly known: Known;
  /** Of the segment: guesses what was meant are made for the first ones only. */
  readonly index: number;
}

function unknownList(segment: string, list: string, { settings, known, index }: Checking): Diagnostic {
  const meant = index < MOST_GUESSES ? nearest(list, known.lists) : undefined;
  return diagnose('publication/list-unknown', settings.document.spanOf(['segments', segment, 'list']), {
    message: `there is no list \`${list.slice(0, 60)}\``,
    hint: meant ? `did you mean \`${meant}\`?` : 'write the name of a list in this file, or add it under `lists:`',
  });
}

function checkWhere(where: Where, path: Path, checking: Checking): readonly Diagnostic[] {
  return Object.entries(where).flatMap(([key, condition], place): readonly Diagnostic[] => {
    const at = [...path, key];
    if (isWheres(condition)) return condition.flatMap((inner, index) => checkWhere(inner, [...at, index], checking));
    if (condition === undefined) return [];
    if (key === 'not' && isWhere(condition)) return checkWhere(condition, at, checking);
    if (!checking.known.fields.has(key) && !ALWAYS.has(key)) return [unknownField(key, at, { ...checking, place })];
    return checkDates(key, condition, at, checking);
  });
}

function isWheres(condition: Condition | Where | readonly Where[] | undefined): condition is readonly Where[] {
  return Array.isArray(condition);
}

function isWhere(condition: Condition | Where): condition is Where {
  return typeof condition === 'object';
}

function unknownField(field: string, path: Path, checking: Checking & { readonly place: number }): Diagnostic {
  const { settings, known, index, place } = checking;
  const guesses = index < MOST_GUESSES && place < MOST_GUESSES;
  const meant = guesses ? nearest(field, [...known.fields, ...ALWAYS]) : undefined;
  return diagnose('publication/field-unknown', settings.document.keySpanOf(path), {
    message: `no field \`${field.slice(0, 60)}\` is declared`,
    hint: meant ? `did you mean \`${meant}\`?` : 'declare it under `fields:`, or ask for another field',
  });
}

function checkDates(
  field: string,
  condition: Condition | Where,
  path: Path,
  { settings, known }: Checking,
): readonly Diagnostic[] {
  if (typeof condition !== 'object') return [];
  return (['before', 'after'] as const).flatMap((key) => {
    const written = condition[key];
    if (typeof written !== 'string') return [];
    const type = known.types.get(field);
    if (field !== 'received' && type !== undefined && type !== 'date') {
      const hint = `declare it as \`{ type: date }\`, or use \`in\` and \`not\``;
      const message = `\`${field}\` is a ${type}, and only dates are before or after another`;
      return [diagnose('publication/segment-date', settings.document.keySpanOf([...path, key]), { message, hint })];
    }
    if (relativeDay(written, '2026-01-01') !== null) return [];
    const message = `\`${written.slice(0, 60)}\` is no day`;
    return [
      diagnose('publication/segment-date', settings.document.spanOf([...path, key]), {
        message,
        hint: hintFor(written),
      }),
    ];
  });
}

/** `-30d` and `30 days` are what people try first. */
function hintFor(written: string): string {
  const [, count, unit = ''] = /^[-+]?\s*(\d{1,4})\s*(d|w|m|y|day|week|month|year)s?\b/i.exec(written.trim()) ?? [];
  const word = ['day', 'week', 'month', 'year'].find((one) => one.startsWith(unit.toLowerCase().slice(0, 1)));
  if (count === undefined || word === undefined) return 'write a day, such as `2026-11-24`, or `30 days ago`';
  return `write \`${count} ${word}${count === '1' ? '' : 's'} ago\``;
}
