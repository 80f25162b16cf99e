import { parseJson } from './ses-events-fields.ts';
import { type Scan, scanObject } from './ses-events-scan.ts';

/** A JSON object, or what stands there instead. `line` is where it begins, from 1. */
export type SplitValue =
  | { readonly kind: 'value'; readonly line: number; readonly value: unknown }
  | { readonly kind: 'broken'; readonly line: number; readonly reason: string }
  /** What SES writes to a new topic, in plain words. */
  | { readonly kind: 'greeting'; readonly line: number };

export interface Splitter {
  readonly push: (chunk: string) => readonly SplitValue[];
  readonly end: () => readonly SplitValue[];
}

export const GREETING = 'Successfully validated SNS topic';
/** SQS hands out ten messages of 1 MB at most. */
const LONGEST = 16 * 1024 * 1024;

const REASONS = {
  cut: 'it breaks off before it is complete',
  long: `it is longer than ${LONGEST / 1024 / 1024} MB`,
  deep: 'it is nested too deep',
  none: 'no JSON object begins here',
  wrong: 'it isn’t JSON',
} as const;

/** What is left of the text: `at` is the place that is read next, in this line. */
interface Reading {
  text: string;
  /** What came since, and isn't joined to it yet. */
  waiting: string;
  at: number;
  line: number;
  /** Whether more text may come. */
  rest: 'may-come' | 'none';
  /** The object that begins at `at`; else what is between two of them, the remains of a broken one, or other words. */
  within: Scan | 'between' | 'remains' | 'words';
}

/** `more`: something was passed over; undefined: the text that came so far says no more. */
type Found = SplitValue | 'more' | undefined;

/**
 * Cuts a text that comes in pieces into its outermost JSON objects, whatever stands between them: lines (NDJSON),
 * nothing (Firehose), the brackets and commas of an array, which so is never held whole. After something broken it goes
 * on at the next line that may begin an object, or at the next `}{` where that comes first.
 */
export function openSplitter(): Splitter {
  const reading: Reading = { text: '', waiting: '', at: 0, line: 1, rest: 'may-come', within: 'between' };
  const take = (): readonly SplitValue[] => {
    const values: SplitValue[] = [];
    join(reading);
    for (let found = next(reading); found !== undefined; found = next(reading))
      if (found !== 'more') values.push(found);
    return values;
  };
  return {
    push: (chunk) => {
      reading.waiting += chunk;
      // Put together a quarter at a time: at every piece, a long object of many pieces would be copied once for each.
      const isLong =
        typeof reading.within === 'object' && reading.waiting.length * 4 < reading.text.length - reading.at;
      return isLong ? [] : take();
    },
    end: () => {
      reading.rest = 'none';
      return take();
    },
  };
}

function join(reading: Reading): void {
  if (typeof reading.within === 'object') reading.within.i -= reading.at;
  reading.text = reading.text.slice(reading.at) + reading.waiting;
  reading.at = 0;
  reading.waiting = '';
}

function next(reading: Reading): Found {
  if (typeof reading.within === 'object') return readObject(reading, reading.within);
  return reading.within === 'between' ? beginObject(reading) : pass(reading, BOUNDARY[reading.within]);
}

function beginObject(reading: Reading): Found {
  moveTo(reading, afterSeparators(reading));
  const { text, at, line, rest } = reading;
  if (at === text.length) return undefined;
  if (text[at] === '{') {
    reading.within = { i: at + 1, depth: 1, inside: 'object' };
    return 'more';
  }
  if (rest === 'may-come' && text.length - at < GREETING.length) return undefined;
  reading.within = 'words';
  return text.startsWith(GREETING, at) ? { kind: 'greeting', line } : { kind: 'broken', line, reason: REASONS.none };
}

function readObject(reading: Reading, scan: Scan): Found {
  const { text, at, line, rest } = reading;
  const came = scanObject(text, scan);
  if (came === 'cut' || came === 'deep') return fail(reading, REASONS[came]);
  if (scan.i - at > LONGEST) return fail(reading, REASONS.long);
  if (came === 'open') return rest === 'none' ? fail(reading, REASONS.cut) : undefined;
  const whole = text.slice(at, scan.i);
  const parsed = parseJson(whole);
  // The end of one cut line may have closed what the beginning of another opened, with good lines between.
  if (!parsed.ok && whole.includes('\n')) return fail(reading, REASONS.wrong);
  moveTo(reading, scan.i);
  reading.within = 'between';
  return parsed.ok ? { kind: 'value', line, value: parsed.value } : { kind: 'broken', line, reason: REASONS.wrong };
}

function fail(reading: Reading, reason: string): Found {
  reading.within = 'remains';
  return { kind: 'broken', line: reading.line, reason };
}

/** No object is looked for further in. */
const INDENT = 200;
/** Lines of a broken object that is written in several are passed over, unless they may begin one themselves. */
const BOUNDARY = {
  remains: new RegExp(`\\n(?=[ \\t]{0,${INDENT}}\\{|[^ \\t}\\]])|\\}\\{`),
  words: /\n|\}\{/,
} as const;

function pass(reading: Reading, boundary: RegExp): Found {
  const search = new RegExp(boundary, 'g');
  search.lastIndex = reading.at;
  const found = search.exec(reading.text);
  if (found === null) {
    // A boundary may be cut in two where the text ends.
    moveTo(reading, Math.max(reading.at, reading.text.length - INDENT - 2));
    return undefined;
  }
  reading.within = 'between';
  moveTo(reading, found.index + (found[0] === '\n' ? 0 : 1));
  return 'more';
}

/** Goes on, and counts the lines that it leaves behind. */
function moveTo(reading: Reading, place: number): void {
  const passed = reading.text.slice(reading.at, place);
  for (let at = passed.indexOf('\n'); at >= 0; at = passed.indexOf('\n', at + 1)) reading.line += 1;
  reading.at = place;
}

/** The next place after white space and the brackets and commas of an array. */
function afterSeparators({ text, at }: Reading): number {
  const separators = /[\s,[\]]*/y;
  separators.lastIndex = at;
  return at + (separators.exec(text)?.[0].length ?? 0);
}
