import type { Slot, SlottedText } from '../content/slot.ts';
import type { SystemSlot } from './edition.ts';

/** A slot before it is known where in the finished text it stands. */
export type MarkedSlot =
  | { readonly kind: 'field'; readonly field: string; readonly format: string | null; readonly fallback: string }
  | { readonly kind: 'system'; readonly name: SystemSlot };

/**
 * The slots of one edition. Each is written into texts as a mark, U+0003 number U+0004, which passes through
 * Handlebars, MJML and the text renderer untouched, and at which the finished text is cut.
 */
export interface SlotTable {
  readonly markSlot: (slot: Pick<Slot, 'field' | 'format' | 'fallback'>) => string;
  readonly markSystem: (name: SystemSlot) => string;
  readonly slotOf: (number: number) => MarkedSlot | undefined;
}

/** Finds the marks of a text; the number is the first group. */
export const SLOT_MARK = /\u0003(\d+)\u0004/g;

export function createSlotTable(): SlotTable {
  const slots: MarkedSlot[] = [];
  const numbers = new Map<string, number>();
  const mark = (slot: MarkedSlot): string => {
    const key = JSON.stringify(slot);
    const number = numbers.get(key) ?? slots.push(slot) - 1;
    numbers.set(key, number);
    return `\u0003${number}\u0004`;
  };
  return {
    markSlot: ({ field, format, fallback }) => mark({ kind: 'field', field, format, fallback: withoutMarks(fallback) }),
    markSystem: (name) => mark({ kind: 'system', name }),
    slotOf: (number) => slots[number],
  };
}

/** Takes out the control characters that marks are made of, so that content can never forge one. */
export function withoutMarks(text: string): string {
  return text.replace(/[\u0001-\u0006]/g, '');
}

/** A one-line text with its slots as marks. */
export function markText(text: SlottedText, table: Pick<SlotTable, 'markSlot'>): string {
  return text.map((part) => (typeof part === 'string' ? withoutMarks(part) : table.markSlot(part))).join('');
}

/** Writes each mark of a text anew: as a default for the archive, or as `{{field}}` for an editor to read. */
export function replaceMarks(text: string, table: SlotTable, write: (slot: MarkedSlot) => string): string {
  return text.replace(SLOT_MARK, (_, number: string) => {
    const slot = table.slotOf(Number(number));
    return slot === undefined ? '' : write(slot);
  });
}
