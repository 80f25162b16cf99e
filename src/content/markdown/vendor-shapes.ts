/**
 * What of markdown-it's objects the recorders and builders read. Its own types are known to parse-markdown.ts only; these
 * shapes are checked against them there.
 */
export interface MarkdownToken {
  readonly type: string;
  readonly tag: string;
  readonly nesting: -1 | 0 | 1;
  readonly level: number;
  readonly content: string;
  readonly markup: string;
  readonly info: string;
  readonly hidden: boolean;
  readonly map: readonly [number, number] | null;
  readonly attrs: readonly (readonly [name: string, value: string | number])[] | null;
  readonly children: readonly MarkdownToken[] | null;
  readonly meta: Readonly<Record<string, unknown>> | null;
}

/** Line tables of the block parser. `bMarks[i] + tShift[i]` is where line i's content begins in its container. */
export interface BlockState {
  readonly src: string;
  readonly tokens: readonly MarkdownToken[];
  readonly bMarks: readonly number[];
  readonly eMarks: readonly number[];
  readonly tShift: readonly number[];
  readonly line: number;
  readonly level: number;
}

export interface InlineState {
  readonly src: string;
  readonly tokens: readonly MarkdownToken[];
  readonly pos: number;
  readonly posMax: number;
  readonly pending: string;
}

/** From one UTF-16 offset up to (not including) another. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
