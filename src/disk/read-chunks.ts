import { createReadStream, existsSync, statSync } from 'node:fs';

/** Why a file can't be read as a text, or undefined when it can. */
export function textFileProblem(file: string): string | undefined {
  if (!existsSync(file)) return 'it does not exist';
  return statSync(file).isFile() ? undefined : 'it is not a file';
}

/** A UTF-8 text in pieces, none cut within a character; bytes that are not UTF-8 become U+FFFD. */
export async function* readChunks(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const bytes of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    if (bytes instanceof Uint8Array) yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode();
}
