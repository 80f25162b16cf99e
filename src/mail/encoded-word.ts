/** RFC 2047 section 2: an encoded word is at most 75 characters. */
const WORD_MAX = 75;
const FRAME = '=?UTF-8?Q??='.length;
/** What stands for itself in Q also inside a phrase: RFC 2047 section 5, rule 3. */
const Q_LITERAL = /^[A-Za-z0-9!*+/-]$/;

type Encoding = 'B' | 'Q';

/**
 * A text as RFC 2047 encoded words, to be written with one space or fold between them (which readers drop).
 * Q or B, whichever is shorter for the whole. No word ends inside a character as readers see it: some clients decode
 * each word by itself and would show a torn emoji. `firstWidth` is the room on the field's first line.
 */
export function encodedWords(text: string, firstWidth: number): readonly string[] {
  const encoding = shorterEncoding(text);
  if (payloadLength(text, encoding) <= widthOfPayload(firstWidth)) return [frame(text, encoding)];
  const words: string[] = [];
  let pending = '';
  let room = widthOfPayload(firstWidth);
  for (const unit of unitsOf(text, encoding)) {
    if (pending !== '' && payloadLength(pending + unit, encoding) > room) {
      words.push(frame(pending, encoding));
      pending = '';
      room = WORD_MAX - FRAME;
    }
    pending += unit;
  }
  if (pending !== '') words.push(frame(pending, encoding));
  return words;
}

function widthOfPayload(width: number): number {
  return Math.min(WORD_MAX, width) - FRAME;
}

/** Graphemes; one that is longer than a whole word (stacked accents without end) comes as its code points. */
function unitsOf(text: string, encoding: Encoding): readonly string[] {
  // Made where it is needed: it takes 8 ms, and most headers are ASCII.
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
  const units: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    if (payloadLength(segment, encoding) <= WORD_MAX - FRAME) units.push(segment);
    else units.push(...Array.from(segment));
  }
  return units;
}

function shorterEncoding(text: string): Encoding {
  return payloadLength(text, 'Q') <= payloadLength(text, 'B') ? 'Q' : 'B';
}

function payloadLength(text: string, encoding: Encoding): number {
  if (encoding === 'B') return Math.ceil(Buffer.byteLength(text) / 3) * 4;
  let length = 0;
  for (const char of text) length += char === ' ' || Q_LITERAL.test(char) ? 1 : 3 * Buffer.byteLength(char);
  return length;
}

function frame(text: string, encoding: Encoding): string {
  return `=?UTF-8?${encoding}?${encoding === 'B' ? Buffer.from(text).toString('base64') : encodeQ(text)}?=`;
}

function encodeQ(text: string): string {
  let encoded = '';
  for (const char of text) {
    if (char === ' ') encoded += '_';
    else if (Q_LITERAL.test(char)) encoded += char;
    else for (const byte of Buffer.from(char)) encoded += `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
