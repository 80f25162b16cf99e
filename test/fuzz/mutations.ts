import { array, constantFrom, nat, oneof, record, string } from 'fast-check';
import type { Folder } from './memory-workspace.ts';
import { NESTS, TOKENS } from './tokens.ts';

/** One change to one file. Places are counted from 0 up to 2^32 and taken modulo what there is. */
export interface Mutation {
  readonly kind: (typeof KINDS)[number];
  readonly file: number;
  readonly at: number;
  readonly length: number;
  readonly other: number;
  readonly token: string;
  readonly times: number;
}

const KINDS = [
  'insert-token',
  'replace-word',
  'delete-range',
  'duplicate-range',
  'swap-ranges',
  'truncate',
  'set-byte',
  'delete-line',
  'duplicate-line',
  'move-line',
  'indent-line',
  'line-ends',
  'delete-file',
  'rename-file',
  'copy-over',
  'nest',
] as const;

export const mutations = array(
  record<Mutation>({
    kind: constantFrom(...KINDS),
    file: nat(),
    at: nat(),
    length: oneof(nat({ max: 12 }), nat({ max: 400 })),
    other: nat(),
    token: oneof(
      { weight: 6, arbitrary: constantFrom(...TOKENS) },
      { weight: 1, arbitrary: string({ unit: 'binary', maxLength: 6 }) },
    ),
    times: oneof(nat({ max: 20 }), nat({ max: 600 })),
  }),
  { minLength: 1, maxLength: 4 },
);

/** The folder with all of these changes made, one after another. */
export function mutate(folder: Folder, changes: readonly Mutation[]): Folder {
  let changed = folder;
  for (const change of changes) changed = apply(changed, change);
  return changed;
}

function apply(folder: Folder, change: Mutation): Folder {
  const paths = [...folder.keys()].filter((path) => !path.endsWith('.png'));
  const path = pick(paths, change.file);
  const bytes = path === undefined ? undefined : folder.get(path);
  if (path === undefined || bytes === undefined) return folder;
  const copy = new Map(folder);
  if (change.kind === 'delete-file' || change.kind === 'rename-file') copy.delete(path);
  if (change.kind === 'rename-file') copy.set(renamed(path, change), bytes);
  if (change.kind === 'copy-over') copy.set(pick(paths, change.other) ?? path, bytes);
  if (!['delete-file', 'rename-file', 'copy-over'].includes(change.kind)) copy.set(path, changedBytes(bytes, change));
  return copy;
}

function renamed(path: string, { other }: Mutation): string {
  const endings = ['.md', '.yaml', '.csv', '.csv.yaml', '.txt', '.MD', '.hbs', ' 2.md', '\u202e.md', '/issue.md'];
  return path.replace(/\.[a-z.]+$/, pick(endings, other) ?? '');
}

function changedBytes(bytes: Uint8Array, change: Mutation): Uint8Array {
  if (change.kind !== 'set-byte')
    return new TextEncoder().encode(changedText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), change));
  const copy = Uint8Array.from(bytes);
  if (copy.length > 0) copy[change.at % copy.length] = change.other % 256;
  return copy;
}

type TextChange = (text: string, change: Mutation, from: number, to: number) => string;

const TEXT_CHANGES: Readonly<Partial<Record<Mutation['kind'], TextChange>>> = {
  'insert-token': (text, { token }, from) => text.slice(0, from) + token + text.slice(from),
  'replace-word': replaceWord,
  'delete-range': (text, _, from, to) => text.slice(0, from) + text.slice(to),
  'duplicate-range': (text, _, from, to) => text.slice(0, to) + text.slice(from),
  'swap-ranges': (text, { other }, from, to) => {
    const rest = text.slice(0, from) + text.slice(to);
    const place = other % (rest.length + 1);
    return rest.slice(0, place) + text.slice(from, to) + rest.slice(place);
  },
  truncate: (text, _, from) => text.slice(0, from),
  nest: (text, { other, times }, from) =>
    text.slice(0, from) + (pick(NESTS, other) ?? '').repeat(times) + text.slice(from),
  'line-ends': (text, { other }) =>
    text.replaceAll(/\r\n|\n|\r/g, pick(['\r', '\r\n', '\n', '\u2028', '\n\n'], other) ?? '\n'),
  'delete-line': changedLine,
  'duplicate-line': changedLine,
  'move-line': changedLine,
  'indent-line': changedLine,
};

function changedText(text: string, change: Mutation): string {
  const from = change.at % (text.length + 1);
  const to = Math.min(text.length, from + change.length);
  return TEXT_CHANGES[change.kind]?.(text, change, from, to) ?? text;
}

function replaceWord(text: string, { at, token }: Mutation): string {
  const words = [...text.matchAll(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu)];
  const word = pick(words, at);
  return word === undefined ? token : text.slice(0, word.index) + token + text.slice(word.index + word[0].length);
}

function changedLine(text: string, { kind, at, other, token }: Mutation): string {
  const lines = text.split(/(?<=\n)/);
  const index = at % lines.length;
  const line = lines[index] ?? '';
  if (kind === 'duplicate-line') lines.splice(index, 0, line);
  else if (kind === 'indent-line') lines.splice(index, 1, (/^[\s>-]/.test(token) ? token : '  ') + line);
  else lines.splice(index, 1);
  if (kind === 'move-line') lines.splice(other % (lines.length + 1), 0, line);
  return lines.join('');
}

function pick<T>(items: readonly T[], index: number): T | undefined {
  return items[index % Math.max(1, items.length)];
}
