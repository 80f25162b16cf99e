const LONGEST = 60;

/** A stranger's text for use in a sentence: quoted, short, and without characters that could act on a terminal. */
export function readableText(text: string): string {
  const plain = text.slice(0, LONGEST).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\uFFFD');
  return `“${plain}${text.length > LONGEST ? '…' : ''}”`;
}
