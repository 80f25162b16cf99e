// The only file that knows js-yaml. Its parser events carry the offsets, so that no second parser is needed for them.
import {
  COLLECTION_STYLE,
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import { type Checked, type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, type Span, spanAt, startOf } from '../diagnostic/source.ts';
import { createYamlDocument, type YamlDocument, type YamlEntry, type YamlNode } from './yaml-document.ts';
import { explainYamlTrouble, isLeftOpen, unquotedSlot } from './yaml-trouble.ts';

/** The part of a file that is YAML. `opening` is where problems of the part as a whole are shown. */
export interface YamlRange {
  readonly start: number;
  readonly end: number;
  readonly opening?: Span;
}

/** In UTF-16 code units. A front matter has hundreds; the longest lists of real newsrooms some ten thousands. */
const MAX_LENGTH = 1_000_000;
const MAX_DEPTH = 50;
/** Nested aliases multiply: with twenty the worst document still unfolds to some thousand values only. */
const MAX_ALIASES = 20;

const NO_ENTRIES: ReadonlyMap<string, YamlEntry> = new Map();

/** Reads one YAML document from a file or a part of it. Every span and diagnostic is in terms of the whole file. */
export function readYaml(source: Source, range?: YamlRange): Checked<YamlDocument> {
  const { start, end } = range ?? { start: 0, end: source.text.length };
  const opening = range?.opening ?? startOf(source.path);
  if (end - start > MAX_LENGTH) return { value: undefined, diagnostics: [tooLong(opening, end - start)] };
  const text = source.text.slice(start, end);
  try {
    return readEvents(source, { text, start, opening }, parseEvents(text, { maxDepth: MAX_DEPTH }));
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return {
      value: undefined,
      diagnostics: [explainYamlTrouble(source, start + troubleOffset(text, error), error.reason)],
    };
  }
}

/** What is open at the end is shown where it was opened; an alias with its sign. */
function troubleOffset(text: string, { mark, reason }: YAMLException): number {
  if (isLeftOpen(reason)) {
    const opened = openingOffset(text);
    if (opened !== null) return opened;
  }
  const offset = Math.min(mark?.position ?? 0, text.trimEnd().length);
  return /[*&]/.test(text.charAt(offset - 1)) ? offset - 1 : offset;
}

/** Each try parses what stands before it: beyond this the place where the parser gave up has to do. */
const MAX_SEARCHED = 20_000;
const MAX_SEARCHED_LINE = 1_000;

/**
 * Where the quote or bracket was opened that nothing closes: the parser can read every line before the one that holds it, and of
 * that line everything up to it. Null where that would take too long to find.
 */
function openingOffset(text: string): number | null {
  if (text.length > MAX_SEARCHED) return null;
  const lines = [...text.matchAll(/\r\n|\n|\r|$/g)].map(({ index }) => index);
  const line = lines.findIndex((end) => !canBeRead(text.slice(0, end)));
  const from = line <= 0 ? 0 : (lines[line - 1] ?? 0);
  const to = lines[line] ?? 0;
  if (line < 0 || to - from > MAX_SEARCHED_LINE) return null;
  for (let end = from + 1; end <= to; end += 1) if (!canBeRead(text.slice(0, end))) return end - 1;
  return null;
}

function canBeRead(text: string): boolean {
  try {
    parseEvents(text, { maxDepth: MAX_DEPTH });
    return true;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return !isLeftOpen(error.reason);
  }
}

interface Part {
  readonly text: string;
  readonly start: number;
  readonly opening: Span;
}

function readEvents(source: Source, part: Part, events: Event[]): Checked<YamlDocument> {
  const reading: Reading = { source, part, events, next: 0, anchors: new Map(), problems: [] };
  const roots = readDocuments(reading);
  if (roots.length > 1) reading.problems.push(severalDocuments(source, roots[1]));
  if (reading.problems.length > 0) return { value: undefined, diagnostics: reading.problems };
  const [value] = constructFromEvents(events, { source: part.text, schema: CORE_SCHEMA, maxAliases: MAX_ALIASES });
  const root = roots[0] ?? null;
  return { value: createYamlDocument(source, { value: value ?? null, root, opening: part.opening }), diagnostics: [] };
}

/** One pass over the events of the parser. */
interface Reading {
  readonly source: Source;
  readonly part: Part;
  readonly events: readonly Event[];
  next: number;
  /** What an alias stands for; null while the anchored collection is still open. */
  readonly anchors: Map<string, YamlNode | null>;
  readonly problems: Diagnostic[];
}

function readDocuments(reading: Reading): readonly YamlNode[] {
  const roots: YamlNode[] = [];
  let last = 0;
  for (let event = take(reading); event; event = take(reading)) {
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) continue;
    const node = readNode(reading, event, last);
    last = node.end;
    roots.push(node);
  }
  return roots;
}

function take(reading: Reading): Event | undefined {
  const event = reading.events[reading.next];
  reading.next += 1;
  return event;
}

/** `after` is where the previous piece ended: the place of a value that was left empty. */
function readNode(reading: Reading, event: Event, after: number): YamlNode {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return anchored(reading, event, () => scalar(reading, event, after));
    case EVENT_ID.MAPPING:
      return anchored(reading, event, () => closed(reading, event.style, readMapping(reading, event.start)));
    case EVENT_ID.SEQUENCE:
      return anchored(reading, event, () => closed(reading, event.style, readList(reading, event.start)));
    case EVENT_ID.ALIAS:
      return alias(reading, event);
    case EVENT_ID.DOCUMENT:
    case EVENT_ID.POP:
    default:
      throw new Error(`the YAML parser gave an event of type ${event.type} where a value was due`);
  }
}

interface Anchored {
  readonly anchorStart: number;
  readonly anchorEnd: number;
}

function anchored(reading: Reading, event: Anchored, read: () => YamlNode): YamlNode {
  if (event.anchorStart < 0) return read();
  const name = reading.part.text.slice(event.anchorStart, event.anchorEnd);
  reading.anchors.set(name, null);
  const node = read();
  reading.anchors.set(name, node);
  return node;
}

function alias(reading: Reading, event: Anchored): YamlNode {
  const { text, start } = reading.part;
  const target = reading.anchors.get(text.slice(event.anchorStart, event.anchorEnd));
  const place = { start: start + event.anchorStart - 1, end: start + event.anchorEnd };
  if (target === null) reading.problems.push(circular(spanAt(reading.source, place.start, place.end)));
  return { kind: 'scalar', style: null, entries: NO_ENTRIES, items: [], ...target, ...place };
}

function scalar(reading: Reading, event: ScalarEvent, after: number): YamlNode {
  const { text, start } = reading.part;
  const node = { kind: 'scalar', entries: NO_ENTRIES, items: [] } as const;
  if (event.valueStart < 0) return { ...node, start: after, end: after, style: 'plain' };
  const from = start + event.valueStart;
  const to = start + event.valueEnd;
  if (event.style === SCALAR_STYLE.PLAIN) return { ...node, start: from, end: to, style: 'plain' };
  if (event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED)
    return { ...node, start: from - 1, end: to + 1, style: 'quoted' };
  const written = text.slice(event.valueStart, event.valueEnd);
  const indent = written.length - written.trimStart().length;
  return {
    ...node,
    start: Math.min(from + indent, to),
    end: from + Math.max(written.trimEnd().length, indent),
    style: 'block',
  };
}

/** The parser says where brackets open; they close behind the last piece, with only space, commas and comments between. */
function closed({ part }: Reading, style: number, node: YamlNode): YamlNode {
  if (style !== COLLECTION_STYLE.FLOW) return node;
  const end = /(?:[\s,]|(?<=\s)#[^\r\n]*)*[\]}]/y;
  end.lastIndex = node.end - part.start;
  return end.test(part.text) ? { ...node, end: part.start + end.lastIndex } : node;
}

function readList(reading: Reading, start: number): YamlNode {
  const items: YamlNode[] = [];
  const from = reading.part.start + start;
  let end = from + 1;
  for (let event = take(reading); event && event.type !== EVENT_ID.POP; event = take(reading)) {
    const item = readNode(reading, event, end);
    items.push(item);
    end = item.end;
  }
  return { kind: 'list', start: from, end, style: null, entries: NO_ENTRIES, items };
}

function readMapping(reading: Reading, start: number): YamlNode {
  const entries = new Map<string, YamlEntry>();
  const from = reading.part.start + start;
  let end = from;
  for (let event = take(reading); event && event.type !== EVENT_ID.POP; event = take(reading)) {
    const keyNode = readNode(reading, event, end);
    const valueEvent = take(reading);
    if (!valueEvent) break;
    const node = readNode(reading, valueEvent, keyNode.end);
    end = node.end;
    addEntry(reading, entries, event, { keyNode, node });
  }
  return {
    kind: 'mapping',
    start: from,
    end: Math.max(end, from + 1),
    style: null,
    entries,
    items: [],
  };
}

function addEntry(reading: Reading, entries: Map<string, YamlEntry>, event: Event, pair: YamlEntry): void {
  const { source, problems } = reading;
  const span = spanAt(source, pair.keyNode.start, pair.keyNode.end);
  if (event.type !== EVENT_ID.SCALAR) {
    const braces = spanAt(source, pair.keyNode.start - 1, pair.keyNode.start + 1);
    problems.push(isBraced(event) ? unquotedSlot(braces) : compoundKey(span));
    return;
  }
  const key = keyText(reading, event);
  const earlier = entries.get(key);
  if (earlier) problems.push(doubledKey(span, key, spanAt(source, earlier.keyNode.start, earlier.keyNode.end)));
  else entries.set(key, pair);
}

/** The key as the value's own: `0x10:` is the key `16` there. */
function keyText(reading: Reading, event: ScalarEvent): string {
  const { text } = reading.part;
  if (event.style !== SCALAR_STYLE.PLAIN || /^[a-z]\w*$/.test(text.slice(event.valueStart, event.valueEnd)))
    return getScalarValue(text, event);
  const document: Event = { type: EVENT_ID.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] };
  const bare = { ...event, tagStart: -1, tagEnd: -1 };
  return String(constructFromEvents([document, bare, { type: EVENT_ID.POP }], { source: text })[0]);
}

function isBraced(event: Event): boolean {
  return event.type === EVENT_ID.MAPPING && event.style === COLLECTION_STYLE.FLOW;
}

function tooLong(span: Span, length: number): Diagnostic {
  return diagnose('yaml/too-long', span, {
    message: `this YAML has ${length} characters; Courant reads at most ${MAX_LENGTH}`,
    hint: 'split the file, or move long text into the body of an article',
  });
}

function severalDocuments(source: Source, root: YamlNode | undefined): Diagnostic {
  const start = root?.start ?? 0;
  return diagnose('yaml/several-documents', spanAt(source, start, Math.max(start, root?.end ?? 0)), {
    message: 'a second YAML document begins here',
    hint: 'keep one document in a file: remove the `---` line between them',
  });
}

function circular(span: Span): Diagnostic {
  return diagnose('yaml/alias', span, {
    message: 'this alias stands inside the very value that it repeats',
    hint: 'write the value out instead of the alias',
  });
}

function compoundKey(span: Span): Diagnostic {
  return diagnose('yaml/syntax', span, {
    message: 'a list or a mapping cannot be a key',
    hint: 'put the key in quotes if it is meant as text',
  });
}

function doubledKey(span: Span, key: string, first: Span): Diagnostic {
  return diagnose('yaml/duplicate-key', span, {
    message: `\`${key}\` stands here a second time`,
    hint: 'keep one of the two and remove the other',
    notes: [{ message: 'first written here', span: first }],
  });
}
