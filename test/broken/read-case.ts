/**
 * One way to be wrong: `cases/<name>.txt`. What it is about, then files that are laid over the publication in `base/`,
 * then what `courant check` must say:
 *
 *     A promo list in which two items claim rank 1.
 *     === issues/news/promos/most-read.md
 *     1. [One](https://news.example.org/1)
 *     1. [Two](https://news.example.org/2)
 *     3. [Three](https://news.example.org/3)
 *     === expect
 *     issues/news/promos/most-read.md:2:1-2:3 error promo/rank-duplicate "claimed by two"
 *       note issues/news/promos/most-read.md:1:1 "first used here"
 *
 * A file's heading may end in `(crlf)`, `(cr)`, `(empty)`, `(deleted)` or `(link to PATH)`. In its text `⟦00 ff⟧` are bytes and
 * `⟦5000×[⟧` is a repetition.
 */
export interface Case {
  readonly about: string;
  readonly files: ReadonlyMap<string, CaseFile>;
  readonly expected: readonly Expected[];
}

export type CaseFile =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'link'; readonly target: string };

export interface Expected {
  /** `file:line:column-endLine:endColumn severity code`, or `  note file:line:column`. */
  readonly place: string;
  /** What the message or the hint must say, '' for anything. */
  readonly words: string;
}

const HEADING = /^=== (?<path>\S+)(?: \((?<how>.+)\))?$/;
const EXPECTED =
  /^(?<place>\S+:\d+:\d+-\d+:\d+ (?:error|warning) [a-z0-9-]+\/[a-z0-9-]+|  note \S+:\d+:\d+)(?: "(?<words>.*)")?$/;
const LINE_ENDS: Readonly<Record<string, string>> = { crlf: '\r\n', cr: '\r', empty: '' };

export function readCase(text: string): Case {
  const [about = '', ...sections] = text.split(/^(?==== )/m);
  const files = new Map<string, CaseFile>();
  let expected: readonly Expected[] | undefined;
  for (const section of sections) {
    const [first = '', ...lines] = section.split('\n');
    const heading = HEADING.exec(first)?.groups;
    if (heading === undefined) throw new Error(`not a heading: ${first}`);
    const { path = '', how = '' } = heading;
    if (path === 'expect') expected = lines.filter((line) => line !== '').map(readExpected);
    else files.set(path, readFile(lines.join('\n'), how));
  }
  if (about.trim() === '' || expected === undefined)
    throw new Error('a case says what it is about, and what it expects');
  return { about: about.trim(), files, expected };
}

function readFile(text: string, how: string): CaseFile {
  if (how === 'deleted') return { kind: 'deleted' };
  const target = /^link to (.+)$/.exec(how)?.[1];
  if (target !== undefined) return { kind: 'link', target };
  const lineEnd = how === '' ? '\n' : LINE_ENDS[how];
  if (lineEnd === undefined) throw new Error(`unknown: (${how})`);
  return { kind: 'bytes', bytes: Buffer.concat(unfold(text.replaceAll('\n', lineEnd))) };
}

function unfold(text: string): readonly Buffer[] {
  return text.split(/(⟦[^⟧]*⟧)/).map((piece) => {
    if (!piece.startsWith('⟦')) return Buffer.from(piece);
    const inside = piece.slice(1, -1);
    const repeated = /^(?<count>\d+)×(?<what>.*)$/s.exec(inside)?.groups;
    if (repeated !== undefined) return Buffer.from((repeated['what'] ?? '').repeat(Number(repeated['count'])));
    return Buffer.from(inside.replaceAll(' ', ''), 'hex');
  });
}

function readExpected(line: string): Expected {
  const groups = EXPECTED.exec(line)?.groups;
  if (groups === undefined) throw new Error(`not an expectation: ${line}`);
  return { place: groups['place'] ?? '', words: groups['words'] ?? '' };
}
