import type { InlineState, MarkdownToken, Range } from './vendor-shapes.ts';

/** From content offset `at` on (until the next segment) the content stands in the text at `source`, character by character. */
export interface Segment {
  readonly at: number;
  readonly source: number;
}

/** Where the parser was when it made each token. Filled while it runs, read when the tree is built. */
export interface Positions {
  /** Offsets in the whole text. */
  readonly blocks: Map<MarkdownToken, Range>;
  /** For each `inline` token: how its content lies in the text. */
  readonly segments: Map<MarkdownToken, readonly Segment[]>;
  /** Offsets in the content of the `inline` token that a token belongs to. */
  readonly inlines: Map<MarkdownToken, Range>;
  /** The address of a link or picture, likewise. */
  readonly targets: Map<MarkdownToken, Range>;
  /** Where the plain text began that a state has read and not yet made into a token. */
  readonly pending: Map<InlineState, number>;
  /** Containers whose content lies deeper than the parser goes. */
  readonly lost: Range[];
}

export function emptyPositions(): Positions {
  return {
    blocks: new Map(),
    segments: new Map(),
    inlines: new Map(),
    targets: new Map(),
    pending: new Map(),
    lost: [],
  };
}

export function toSource(segments: readonly Segment[], offset: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  return segment === undefined ? offset : segment.source + offset - segment.at;
}
