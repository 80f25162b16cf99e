import { encodedWords } from './encoded-word.ts';

/**
 * RFC 5322 section 2.1.1 asks for at most 78, RFC 2047 section 2 for 76 where an encoded word stands:
 * the smaller one serves both.
 */
const FOLD_AT = 76;
/** RFC 5322 section 2.1.1: what no line may exceed. */
const LINE_MAX = 998;
const WRITABLE = /^[\x20-\x7e]*$/;
/** Printable ASCII words with single spaces between them. */
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
/** A word that is as long as a line. */
const UNFOLDABLE = /[^ ]{76}/;
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

/** The room that a field's name leaves on its first line. */
export function firstLineWidth(name: string): number {
  return FOLD_AT - name.length - 2;
}

/**
 * A header field with its final CRLF (RFC 5322 section 2.2.3). Lines are folded between words only, and each word is
 * written as it is.
 * Throws on anything but printable ASCII, above all CR, LF and NUL: whoever calls has encoded what comes from people,
 * and a line break that got here would be the start of a forged header.
 */
export function headerField(name: string, words: readonly string[]): string {
  if (!FIELD_NAME.test(name)) throw new Error(`not a header name: ${JSON.stringify(name)}`);
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of words) {
    if (!WRITABLE.test(word)) throw new Error(`${name} may not hold ${JSON.stringify(word)}`);
    // The first word always stays beside the name: a first line without content confuses old readers.
    if (line.length + 1 + word.length > FOLD_AT && line.length > name.length + 1) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  lines.push(line);
  if (lines.some((each) => each.length > LINE_MAX)) throw new Error(`a line of ${name} is longer than ${LINE_MAX}`);
  return `${lines.join('\r\n')}\r\n`;
}

/**
 * The words of an unstructured value such as a subject: as they are when they are plain ASCII, else all of them
 * encoded (RFC 2047 section 5, rule 1). Mixed values lose spaces in clients that read the rule loosely.
 * What already looks like an encoded word is encoded too, so that it is shown as typed.
 */
export function unstructuredWords(name: string, text: string): readonly string[] {
  if (text === '') return [];
  return isPlain(text) ? text.split(' ') : encodedWords(text, firstLineWidth(name));
}

/** Whether a text needs no encoding, and has a place to fold at on every line. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text) && !text.includes('=?') && (text.length < FOLD_AT || !UNFOLDABLE.test(text));
}
