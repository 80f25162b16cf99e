import { type Checked, diagnose } from '../diagnostic/diagnostic.ts';
import { createSource, type Source } from '../diagnostic/source.ts';

/** The bytes of a file as a text: UTF-8, a byte order mark dropped. Anything else is a diagnostic at the first wrong byte. */
export function decodeText(path: string, bytes: Uint8Array): Checked<Source> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { value: createSource(path, text), diagnostics: [] };
  } catch {
    return notUtf8(path, bytes);
  }
}

function notUtf8(path: string, bytes: Uint8Array): Checked<Source> {
  const place = goodLength(bytes);
  const before = createSource(path, new TextDecoder('utf-8').decode(bytes.subarray(0, place)));
  const line = before.lineStarts.length;
  const column = before.text.length - (before.lineStarts.at(-1) ?? 0) + 1;
  const span = { file: path, line, column, endLine: line, endColumn: column };
  const message = `this file is not UTF-8 text: the first byte that doesn't fit is number ${place + 1}`;
  const hint = 'save it again as UTF-8 in your text editor';
  return { value: undefined, diagnostics: [diagnose('file/not-utf8', span, { message, hint })] };
}

/** How many bytes from the beginning are whole UTF-8 characters; found by halving, each half decoded as a stream. */
function goodLength(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodesAsPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  while (good > 0 && !isWhole(bytes.subarray(0, good))) good -= 1;
  return good;
}

function decodesAsPrefix(bytes: Uint8Array): boolean {
  return decodes(bytes, { stream: true });
}

function isWhole(bytes: Uint8Array): boolean {
  return decodes(bytes, { stream: false });
}

function decodes(bytes: Uint8Array, options: { readonly stream: boolean }): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
    return true;
  } catch {
    return false;
  }
}
