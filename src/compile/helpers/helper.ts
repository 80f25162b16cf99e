import type { Slot } from '../../content/slot.ts';

/** What a helper may ask of the render it runs in. */
export interface HelperTools {
  /** The mark that stands for a merge slot until each message is put together. */
  readonly markSlot: (slot: Pick<Slot, 'field' | 'format' | 'fallback'>) => string;
}

/** A helper of `.hbs` files: one file, and one line in the list of all-helpers.ts. */
export interface Helper {
  readonly name: string;
  /** Fewest and most arguments, besides `key=value` ones. */
  readonly arity: readonly [number, number];
  /** The names it takes as `key=value`. */
  readonly options: readonly string[];
  readonly run: (args: readonly unknown[], options: Readonly<Record<string, unknown>>, tools: HelperTools) => unknown;
}
