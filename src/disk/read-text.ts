import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Checked, diagnose } from '../diagnostic/diagnostic.ts';
import { createSource, type Source, startOf } from '../diagnostic/source.ts';

/** A text of an issue is at most this long: 2 MB hold four hundred pages. */
const TEXT_LIMIT = 2 * 1024 * 1024;

/**
 * Reads a UTF-8 text below `root`; a byte order mark is dropped. Too large, not UTF-8, unreadable or linked from
 * outside is a diagnostic.
 */
export async function readText(root: string, path: string): Promise<Checked<Source>> {
  const file = join(root, path);
  try {
    const inside = (await realpath(file)).startsWith((await realpath(root)) + sep);
    if (!inside) return outside(path);
    return decode(path, await readAtMost(file, TEXT_LIMIT));
  } catch (error) {
    return unreadable(path, error);
  }
}

/** The file's bytes, or undefined when there are more than `limit`; no more than that is ever read. */
async function readAtMost(file: string, limit: number): Promise<Buffer | undefined> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    return size > limit ? undefined : await handle.readFile();
  } finally {
    await handle.close();
  }
}

function decode(path: string, bytes: Buffer | undefined): Checked<Source> {
  if (bytes === undefined) return tooLarge(path);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { value: createSource(path, text), diagnostics: [] };
  } catch {
    return notUtf8(path, bytes);
  }
}

function tooLarge(path: string): Checked<Source> {
  const message = `This file is larger than ${TEXT_LIMIT / 1024 / 1024} MB.`;
  const hint = 'Check that it is the right file; a picture belongs into `images/` and is named by an article.';
  return { value: undefined, diagnostics: [diagnose('file/too-large', startOf(path), { message, hint })] };
}

function notUtf8(path: string, bytes: Buffer): Checked<Source> {
  const place = bytes.length - lengthAfterFirstFault(bytes);
  const message = `This file is not UTF-8 text: the first byte that doesn't fit is number ${place + 1}.`;
  const hint = 'Save it again as UTF-8 in your text editor.';
  const before = createSource(path, bytes.subarray(0, place).toString('utf8'));
  const line = before.lineStarts.length;
  const column = before.text.length - (before.lineStarts.at(-1) ?? 0) + 1;
  const span = { file: path, line, column, endLine: line, endColumn: column };
  return { value: undefined, diagnostics: [diagnose('file/not-utf8', span, { message, hint })] };
}

/** How many bytes are left from the first one that is not UTF-8; found by halving, each half decoded as a stream. */
function lengthAfterFirstFault(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodesAsPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return bytes.length - good;
}

function decodesAsPrefix(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function outside(path: string): Checked<Source> {
  const message = 'This file is a link that leads out of the publication.';
  const hint = 'Put a copy of the file here instead of the link.';
  return { value: undefined, diagnostics: [diagnose('file/outside', startOf(path), { message, hint })] };
}

function unreadable(path: string, error: unknown): Checked<Source> {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const message = `This file could not be read (${reason}).`;
  const hint = 'Check that it exists, that it is a file, and that you may read it.';
  return { value: undefined, diagnostics: [diagnose('file/unreadable', startOf(path), { message, hint })] };
}
