import type { FieldValue } from '../audience/subscriber.ts';
import { type EditionSlot, type Pieces, SLOT_CAP } from '../compile/edition.ts';
import { escapeHtml } from '../compile/escape-html.ts';
import { remembered } from '../mail/remembered.ts';
import { capText, cleanLine } from './clean-value.ts';
import { escapeInUrl, escapeWholeUrl } from './escape-value.ts';
import { createFormat } from './format-value.ts';
import { type Standing, standingsOf } from './slot-standing.ts';

/** What slots are filled from: one reader's fields, language (null for the edition's) and link. */
export interface ReaderValues {
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly language: string | null;
  /** Of the letters of base64url alone: it is written the same everywhere. */
  readonly token: string;
}

/** What decides how a value is written: the edition's language, the declared types of the fields, and where links lead. */
export interface FillSettings {
  readonly language: string;
  readonly fields: Readonly<Record<string, { readonly type: string }>>;
  readonly linkBase: string;
}

/** A text whose holes are the readers' own, and what fills them. */
export interface FillableText {
  readonly pieces: readonly string[];
  readonly values: Filler;
}

/** Writes the values for the holes of one text, each escaped for its place: as many as the text has slots. */
export type Filler = (reader: ReaderValues) => readonly string[];

/** Of the leave link only the token is a reader's: its beginning, escaped for its place, goes into the piece before. */
export function fillableText(text: Pieces, settings: FillSettings): FillableText {
  const pieces = text.pieces.map((piece, index) => piece + linkStart(text.slots[index], settings));
  const standings = standingsOf({ pieces, slots: text.slots });
  const fills = text.slots.map((slot, index) => slotFill(slot, standings[index] ?? 'html', settings));
  return { pieces, values: (reader) => fills.map((fill) => fill(reader)) };
}

/** The text with its holes filled. */
export function fillPieces(text: Pieces, settings: FillSettings, reader: ReaderValues): string {
  const { pieces, values } = fillableText(text, settings);
  return joinPieces(pieces, values(reader));
}

/** Piece 0, value 0, piece 1, … */
function joinPieces(pieces: readonly string[], values: readonly string[]): string {
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

const WORDS = /^[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*$/;
/** Most names and days: nothing in them means anything in that place, and nothing below would change them. */
const SIMPLE: Readonly<Record<Standing, RegExp>> = {
  html: WORDS,
  plain: WORDS,
  header: WORDS,
  'in-url': /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/,
  'url-start': /^(?!)/,
};

function slotFill(slot: EditionSlot, standing: Standing, settings: FillSettings): SlotFill {
  if (slot.kind === 'system') return ({ token }) => token;
  const { field } = slot;
  const type = Object.hasOwn(settings.fields, field) ? settings.fields[field]?.type : undefined;
  const format = createFormat(type, slot.format);
  const fallback = ESCAPES[standing](cleanLine(slot.fallback)) ?? '';
  const simple = SIMPLE[standing];
  const writeOther = remembered((written) => {
    const text = cleanLine(written);
    return text.trim() === '' ? fallback : (escapeCapped(standing, text) ?? fallback);
  });
  return ({ fields, language }) => {
    // Own keys only: a field named `constructor` that a reader lacks is empty.
    const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (value === undefined) return fallback;
    const written = format(value, language ?? settings.language);
    return written.length <= SLOT_CAP && simple.test(written) ? written : writeOther(written);
  };
}

function linkStart(slot: EditionSlot | undefined, { linkBase }: FillSettings): string {
  if (slot?.kind !== 'system') return '';
  const start = `${linkBase}/u/`;
  return slot.place === 'plain' || slot.place === 'header' ? start : escapeHtml(start);
}

/** Half an address would lead somewhere else: one that is too long counts as none. */
function escapeCapped(standing: Standing, text: string): string | null {
  if (standing === 'url-start' && text.length > SLOT_CAP) return null;
  return ESCAPES[standing](capText(text, SLOT_CAP));
}
