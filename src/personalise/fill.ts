import type { FieldValue } from '../audience/subscriber.ts';
import { type EditionSlot, type Pieces, SLOT_CAP } from '../compile/edition.ts';
import { escapeHtml } from '../compile/escape-html.ts';
import { capText, cleanLine } from './clean-value.ts';
import { escapeInUrl, escapeWholeUrl } from './escape-value.ts';
import { createFormat } from './format-value.ts';
import { type Standing, standingsOf } from './slot-standing.ts';

/** What slots are filled from: one reader's fields and link. */
export interface ReaderValues {
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly unsubscribeUrl: string;
}

/** What decides how a value is written: the edition's language, and the declared types of the fields. */
export interface FillSettings {
  readonly language: string;
  readonly fields: Readonly<Record<string, { readonly type: string }>>;
}

/** Writes the values for the holes of one text, each escaped for its place: as many as the text has slots. */
export type Filler = (reader: ReaderValues) => readonly string[];

export function createFiller(text: Pieces, settings: FillSettings): Filler {
  const standings = standingsOf(text);
  const fills = text.slots.map((slot, index) => slotFill(slot, standings[index] ?? 'html', settings));
  return (reader) => fills.map((fill) => fill(reader));
}

/** The text with its holes filled. */
export function fillPieces(text: Pieces, settings: FillSettings, reader: ReaderValues): string {
  return joinPieces(text.pieces, createFiller(text, settings)(reader));
}

/** Piece 0, value 0, piece 1, … */
export function joinPieces(pieces: readonly string[], values: readonly string[]): string {
  return pieces.map((piece, index) => piece + (values[index] ?? '')).join('');
}

type SlotFill = (reader: ReaderValues) => string;

/** Null where the value may not stand at all. */
const ESCAPES: Readonly<Record<Standing, (text: string) => string | null>> = {
  html: escapeHtml,
  'url-start': escapeWholeUrl,
  'in-url': escapeInUrl,
  plain: (text) => text,
  header: (text) => text.replace(/\s+/gu, ' ').trim(),
};

function slotFill(slot: EditionSlot, standing: Standing, settings: FillSettings): SlotFill {
  if (slot.kind === 'system') return systemFill(standing);
  const { field } = slot;
  const type = Object.hasOwn(settings.fields, field) ? settings.fields[field]?.type : undefined;
  const format = createFormat(type, slot.format, settings.language);
  const fallback = ESCAPES[standing](cleanLine(slot.fallback)) ?? '';
  return ({ fields }) => {
    // Own keys only: a field named `constructor` that a reader lacks is empty.
    const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (value === undefined) return fallback;
    const text = cleanLine(format(value));
    if (text.trim() === '') return fallback;
    return escapeCapped(standing, text) ?? fallback;
  };
}

function systemFill(standing: Standing): SlotFill {
  if (standing === 'plain' || standing === 'header' || standing === 'in-url') return (reader) => reader.unsubscribeUrl;
  return (reader) => escapeHtml(reader.unsubscribeUrl);
}

/** Half an address would lead somewhere else: one that is too long counts as none. */
function escapeCapped(standing: Standing, text: string): string | null {
  if (standing === 'url-start' && text.length > SLOT_CAP) return null;
  return ESCAPES[standing](capText(text, SLOT_CAP));
}
