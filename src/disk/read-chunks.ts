import { closeSync, createReadStream, existsSync, openSync, readSync, statSync } from 'node:fs';
import { likelyEncodings } from '../ingest/encoding/detect.ts';

export interface TextChunks {
  /** By its name in the Encoding Standard, such as `utf-8` or `gb18030`. */
  readonly encoding: string;
  /** The text in pieces, none cut within a character. Bytes that don't fit become U+FFFD. */
  readonly chunks: AsyncGenerator<string>;
}

const CHUNK = 64 * 1024;
/** So much text beyond ASCII tells an encoding; more makes no better guess. */
const SAMPLE = 64 * 1024;

/** Why a file can't be read as a text, or undefined when it can. */
export function textFileProblem(file: string): string | undefined {
  if (!existsSync(file)) return 'it does not exist';
  if (!statSync(file).isFile()) return 'it is not a file';
  const start = firstBytes(file).toString('latin1');
  if (start.startsWith('PK\u0003\u0004')) return 'it is a spreadsheet or another packed file; export it as CSV';
  return start.startsWith('\u00d0\u00cf\u0011\u00e0') ? 'it is an old spreadsheet; export it as CSV' : undefined;
}

/** A text of any size: UTF-8, UTF-16 with its mark, or the encoding that is likeliest. It is read twice, and never whole. */
export async function openText(file: string): Promise<TextChunks> {
  const encoding = markedEncoding(firstBytes(file)) ?? (await detectEncoding(file));
  return { encoding, chunks: decodeChunks(file, encoding) };
}

function markedEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function firstBytes(file: string): Buffer {
  const bytes = Buffer.alloc(8);
  const descriptor = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

async function* decodeChunks(file: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of bytesOf(file)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/** A file that is UTF-8 but for a few broken names stays UTF-8: as anything else all its other names would break. */
async function detectEncoding(file: string): Promise<string> {
  if (await decodesAs(file, 'utf-8')) return 'utf-8';
  const sample = await beyondAscii(file);
  const asUtf8 = new TextDecoder().decode(sample);
  const broken = asUtf8.split('\uFFFD').length - 1;
  const whole = asUtf8.match(/[^\0-\x7f\uFFFD]/gu)?.length ?? 0;
  if (whole > 10 * broken) return 'utf-8';
  for (const encoding of await likelyEncodings(sample)) if (await decodesAs(file, encoding)) return encoding;
  return 'windows-1252';
}

async function decodesAs(file: string, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const bytes of bytesOf(file)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The lines that hold more than ASCII, up to the size of a sample. */
async function beyondAscii(file: string): Promise<Buffer> {
  const lines: Buffer[] = [];
  let length = 0;
  for await (const bytes of bytesOf(file)) {
    for (const line of Buffer.from(bytes).toString('latin1').split('\n')) {
      if (!/[\u0080-\u00ff]/.test(line)) continue;
      lines.push(Buffer.from(`${line}\n`, 'latin1'));
      length += line.length;
      if (length > SAMPLE) return Buffer.concat(lines);
    }
  }
  return Buffer.concat(lines);
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  for await (const bytes of createReadStream(file, { highWaterMark: CHUNK }))
    if (bytes instanceof Uint8Array) yield bytes;
}
