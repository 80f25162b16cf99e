import type { ImageNode, Inline } from '../../content/markdown/tree.ts';
import type { NumberedNotes } from '../../content/markdown/number-notes.ts';
import type { Slot, SlottedText } from '../../content/slot.ts';
import { columnsOf } from './columns.ts';
import { joinsWithoutSpace, visibleEdge } from './line-joins.ts';
import type { Links } from './links.ts';
import { type Run, words } from './wrap.ts';

/** What running text needs to know of the mail it stands in. */
export interface Voice {
  readonly strings: Readonly<Record<string, string>>;
  readonly mark: (slot: Slot) => string;
  /** Chinese, Japanese or Korean: no asterisks around strong words. */
  readonly cjk: boolean;
  readonly links: Links;
  /** Those of the text that is being written. */
  readonly notes: NumberedNotes;
}

/** Room kept for a slot that has no default. */
const UNKNOWN_COLUMNS = 8;

export function inlineRuns(nodes: readonly Inline[], voice: Voice): readonly Run[] {
  return nodes.flatMap((node, index) => runsOf(node, nodes[index - 1], nodes[index + 1], voice));
}

export function slottedRuns(text: SlottedText, mark: (slot: Slot) => string): readonly Run[] {
  return text.map((part) => (typeof part === 'string' ? words(part) : slotRun(part, mark)));
}

/** `[Picture: Two ferries at the quay. The harbour on Monday]` */
export function imageRuns(alt: string, more: readonly (string | null)[], voice: Voice): readonly Run[] {
  const sentences = [alt, ...more].map((part) => (part ?? '').trim()).filter((part) => part !== '');
  if (sentences.length === 0) return [];
  const said = sentences.reduce((all, part) => all + (/[.!?。！？]$/.test(all) ? ' ' : '. ') + part);
  const label = voice.strings['photo'] ?? 'Picture:';
  return [words(`[${label}${/[：]$/.test(label) ? '' : ' '}${said}]`)];
}

function runsOf(node: Inline, before: Inline | undefined, after: Inline | undefined, voice: Voice): readonly Run[] {
  switch (node.kind) {
    case 'text':
    case 'code':
      return [words(node.text)];
    case 'emphasis':
      return inlineRuns(node.children, voice);
    case 'strong':
      return voice.cjk ? inlineRuns(node.children, voice) : around('*', inlineRuns(node.children, voice));
    case 'strike':
      return around('~', inlineRuns(node.children, voice));
    case 'link':
      return linkRuns(node, voice);
    case 'image':
      return imageOf(node, voice);
    case 'note':
      return noteRuns(node.label, voice);
    case 'slot':
      return [slotRun(node.slot, voice.mark)];
    case 'break':
      if (node.hard) return [{ kind: 'line-end' }];
      return joinsWithoutSpace(visibleEdge(before, 'end'), visibleEdge(after, 'start')) ? [] : [words(' ')];
  }
}

function linkRuns(link: Extract<Inline, { kind: 'link' }>, voice: Voice): readonly Run[] {
  const url = link.url.map((part) => (typeof part === 'string' ? part : voice.mark(part))).join('');
  const shown = inlineRuns(link.children, voice);
  const text = shown.map((run) => (run.kind === 'line-end' ? ' ' : run.text)).join('');
  if (url.startsWith('#') || url === '') return shown;
  if (text === url || decoded(url) === text || url === `mailto:${text}`)
    return [{ kind: 'fixed', text, columns: columnsOf(text) }];
  const note = `[${voice.links.add(url.replace(/^mailto:/i, ''))}]`;
  return [...shown, words('\u00a0'), { kind: 'fixed', text: note, columns: note.length }];
}

/** Round brackets: the square ones are addresses. */
function noteRuns(label: string, { notes }: Voice): readonly Run[] {
  const number = notes.numbers.get(label);
  if (number === undefined) return [];
  const sign = `(${number})`;
  return [words('\u00a0'), { kind: 'fixed', text: sign, columns: sign.length }];
}

function imageOf(image: ImageNode, voice: Voice): readonly Run[] {
  return imageRuns(image.alt, [], voice);
}

function slotRun(slot: Slot, mark: (slot: Slot) => string): Run {
  return {
    kind: 'fixed',
    text: mark(slot),
    columns: slot.fallback === '' ? UNKNOWN_COLUMNS : columnsOf(slot.fallback),
  };
}

function around(sign: string, inside: readonly Run[]): readonly Run[] {
  return inside.length === 0 ? [] : [words(sign), ...inside, words(sign)];
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
