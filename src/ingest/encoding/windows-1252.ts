/** The Encoding Standard's index windows-1252 for the bytes 0x80 to 0x9F: curly quotes, dashes, the euro. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * QUIRK(node-20): TextDecoder reads windows-1252 as ISO 8859-1, and gives control characters for these bytes
 * (nodejs/node issue 56542). Changes nothing where it reads them right.
 */
export function mendWindows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (letter) => HIGH.charAt(letter.charCodeAt(0) - 0x80));
}
