/** What no mail may contain: controls but tab and line ends, and noncharacters. `check` refuses them. */
const REFUSED = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufdd0-\ufdef\ufffe\uffff\ufeff]/g;
/** Everything that some program ends a line with: VT, FF, NEL, and Unicode's own separators. */
const LINE_END = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;

/** A text with `\n` as its only line end, and without characters that can't be seen and may not be sent. */
export function cleanText(text: string): string {
  return text.replace(LINE_END, '\n').replace(REFUSED, '');
}

/** A text on one line, without space around it; null when nothing is left. */
export function oneLine(text: string | null | undefined): string | null {
  const line = cleanText(text ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return line === '' ? null : line;
}
