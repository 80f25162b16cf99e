/** Bidirectional controls, which can make a line look like another one, and what is invisible but takes part. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/**
 * A text as it can be shown on a terminal: control characters, which could move the cursor or recolour the screen, become
 * signs that say what they are. Tabs become spaces.
 */
export function visible(text: string): string {
  return text.replaceAll('\t', '    ').replaceAll(HIDDEN, sign);
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return visible(text.replaceAll(/\s*[\r\n]+\s*/g, ' '));
}

function sign(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** Marks (variation selectors are among them) and the two joiners. */
const NO_WIDTH = /\p{Mn}|\p{Me}|\u200c|\u200d/u;
const TWO_WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** How many columns a shown text takes on a terminal: East Asian characters and pictures take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (NO_WIDTH.test(character)) continue;
    columns += TWO_WIDE.test(character) ? 2 : 1;
  }
  return columns;
}
