import type { SlottedText } from './slot.ts';

/** The text as a reader gets it of whom nothing is known: with the slots' defaults. */
export function plainText(text: SlottedText): string {
  return text.map((part) => (typeof part === 'string' ? part : part.fallback)).join('');
}
