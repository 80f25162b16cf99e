/** East Asian Wide and Fullwidth (Unicode 16, UAX 11), coarsened to whole blocks: first and last code point of each run. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26a1, 0x26a1],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2755],
  [0x2795, 0x2797],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b50],
  [0x2b55, 0x2b55],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18d08],
  [0x1aff0, 0x1b2fb],
  [0x1f004, 0x1f004],
  [0x1f0cf, 0x1f0cf],
  [0x1f18e, 0x1f18e],
  [0x1f191, 0x1f19a],
  [0x1f200, 0x1f265],
  [0x1f300, 0x1f320],
  [0x1f32d, 0x1f335],
  [0x1f337, 0x1f37c],
  [0x1f37e, 0x1f393],
  [0x1f3a0, 0x1f3ca],
  [0x1f3cf, 0x1f3d3],
  [0x1f3e0, 0x1f3f0],
  [0x1f3f4, 0x1f3f4],
  [0x1f3f8, 0x1f43e],
  [0x1f440, 0x1f440],
  [0x1f442, 0x1f4fc],
  [0x1f4ff, 0x1f53d],
  [0x1f54b, 0x1f567],
  [0x1f57a, 0x1f57a],
  [0x1f595, 0x1f596],
  [0x1f5a4, 0x1f5a4],
  [0x1f5fb, 0x1f64f],
  [0x1f680, 0x1f6c5],
  [0x1f6cc, 0x1f6d7],
  [0x1f6dc, 0x1f6ec],
  [0x1f6f4, 0x1f6fc],
  [0x1f7e0, 0x1f7f0],
  [0x1f90c, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];
/** Combining marks, joiners, variation selectors, direction marks, soft hyphens: they take no room of their own. */
const ZERO_WIDTH = /^[\p{M}\p{Cf}]/u;
/** Made once, since making one takes longer than cutting a line of Chinese, and only where a text needs it. */
const segmenter = once(() => new Intl.Segmenter('und', { granularity: 'grapheme' }));
/** The segmenter of Node 20 looks at its whole text for each character: 350,000 characters took it nine minutes. */
const WINDOW = 256;
/** Latin letters and the marks of Western typesetting: each a character and a column of its own. */
const PLAIN = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u203a\u20ac]*$/;

/** How many columns a text takes in a fixed-width face: two for East Asian wide characters and emoji. */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  if (text.length === 1) return graphemeColumns(text);
  return graphemesOf(text).reduce((columns, grapheme) => columns + graphemeColumns(grapheme), 0);
}

/** What a reader takes for one character: a letter with its marks, a flag, a family. */
export function graphemesOf(text: string): readonly string[] {
  if (PLAIN.test(text)) return text.split('');
  const found: string[] = [];
  let from = 0;
  while (from < text.length) {
    const window = Array.from(segmenter().segment(text.slice(from, from + WINDOW)), ({ segment }) => segment);
    const isLast = from + WINDOW >= text.length || window.length === 1;
    for (const grapheme of isLast ? window : window.slice(0, -1)) {
      found.push(grapheme);
      from += grapheme.length;
    }
  }
  return found;
}

export function isWide(codePoint: number): boolean {
  if (codePoint < 0x1100) return false;
  let low = 0;
  let high = WIDE.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = WIDE[middle] ?? [0, 0];
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}

function graphemeColumns(grapheme: string): number {
  const codePoint = grapheme.codePointAt(0) ?? 0;
  if (isWide(codePoint)) return 2;
  if (ZERO_WIDTH.test(grapheme)) return 0;
  // Halfwidth voicing marks join the letter before them, and yet take a column.
  if (/[\uff9e\uff9f]$/.test(grapheme)) return grapheme.length;
  return grapheme.includes('\ufe0f') ? 2 : 1;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
