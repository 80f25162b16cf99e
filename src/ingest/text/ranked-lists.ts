import type { ImportedList } from '../imported.ts';
import { readContact } from './contact.ts';
import { type RunItem, readRun } from './rank-run.ts';
import { type RankedLine, readRankedLine } from './ranked-line.ts';

/** A text cut into prose and the ranked lists that stood in it. */
export interface CutText {
  readonly prose: readonly string[];
  readonly lists: readonly ImportedList[];
}

/** A heading is a short line that ends no sentence. */
const LONGEST_HEADING = 60;
const ENDS_SENTENCE = /[.!?;,。！？；，…”"'’]$/u;

interface Run {
  /** Index of the first line, and of the one behind the last. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly RunItem[];
  readonly kind: RankedLine['kind'];
}

/**
 * Takes ranked lists out of a text. Lists whose numbers are glued to the titles are lists wherever they stand; numbered
 * lines could belong to the story, and are taken only behind its last paragraph. `closing` says which line ends the story.
 */
export function cutLists(lines: readonly string[], closing: number | null): CutText {
  const runs = findRuns(lines);
  const lastProse = lastStoryLine(lines, runs);
  const taken = runs.filter(({ start, kind, items }) => {
    if (kind === 'glued') return true;
    return closing === null ? start > lastProse && items.length > 1 : start > closing;
  });
  const gone = new Set<number>();
  const lists: ImportedList[] = [];
  for (const run of taken) {
    for (let index = run.start; index < run.end; index += 1) gone.add(index);
    const heading = headingAbove(lines, run.start, gone);
    if (heading !== null) gone.add(heading);
    for (const list of split(run.items, heading === null ? null : (lines[heading] ?? ''))) lists.push(list);
  }
  return { prose: lines.map((line, index) => (gone.has(index) ? '' : line)), lists };
}

function findRuns(lines: readonly string[]): readonly Run[] {
  const read = lines.map((line) => (line.trim() === '' ? 'blank' : readRankedLine(line)));
  const runs: Run[] = [];
  let at = 0;
  while (at < lines.length) {
    const run = runAt(read, at);
    if (run !== null) runs.push(run);
    at = run?.end ?? at + 1;
  }
  return runs;
}

type ReadLine = RankedLine | 'blank' | null;

/** The run that begins at a line, over empty lines within it. */
function runAt(read: readonly ReadLine[], start: number): Run | null {
  const first = read[start];
  if (first === undefined || first === null || first === 'blank' || !first.digits.startsWith('1')) return null;
  const items = readRun(rankedFrom(read, start));
  if (items.length === 0) return null;
  let end = start;
  for (let left = items.length; left > 0; end += 1) if (read[end] !== 'blank') left -= 1;
  return { start, end, items, kind: first.kind };
}

/** Lazy: a run may end long before the lines do that look like items. */
function* rankedFrom(read: readonly ReadLine[], start: number): Generator<RankedLine> {
  for (let index = start; index < read.length; index += 1) {
    const line = read[index];
    if (line === null || line === undefined) return;
    if (line !== 'blank') yield line;
  }
}

/** The index of the last line that is a paragraph and no heading; -1 where there is none. */
function lastStoryLine(lines: readonly string[], runs: readonly Run[]): number {
  const inRun = new Set(
    runs.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, offset) => start + offset)),
  );
  return lines.findLastIndex((line, index) => line.trim() !== '' && !inRun.has(index) && !isHeading(line));
}

function headingAbove(lines: readonly string[], start: number, gone: ReadonlySet<number>): number | null {
  let above = start - 1;
  while (above > 0 && (lines[above] ?? '').trim() === '') above -= 1;
  return above > 0 && !gone.has(above) && isHeading(lines[above] ?? '') ? above : null;
}

function isHeading(line: string): boolean {
  const text = line.trim();
  return text.length <= LONGEST_HEADING && !ENDS_SENTENCE.test(text) && readContact(text) === null;
}

/** A rank of 1 begins the next list; the heading is the first one's. */
function split(items: readonly RunItem[], heading: string | null): readonly ImportedList[] {
  const lists: { title: string | null; items: { rank: number; title: string; url: null }[] }[] = [];
  for (const { rank, title } of items) {
    if (rank === 1)
      lists.push({ title: lists.length === 0 ? (heading?.trim().replace(/\s*[:：]$/, '') ?? null) : null, items: [] });
    lists.at(-1)?.items.push({ rank, title, url: null });
  }
  return lists;
}
