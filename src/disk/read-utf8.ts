import { open } from 'node:fs/promises';

export type OpenedText =
  | { readonly ok: true; readonly text: AsyncIterable<string> }
  | { readonly ok: false; readonly reason: 'missing' | 'a-folder' | 'packed' | 'unreadable' };

/** Fewer, larger pieces: a value that is cut by them is put together that often. */
const CHUNK = 1024 * 1024;

/** A file of any size, also a pipe, as UTF-8 in pieces; none of them cuts a character. */
export async function openUtf8(file: string): Promise<OpenedText> {
  try {
    const handle = await open(file, 'r');
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      return { ok: false, reason: 'a-folder' };
    }
    return await recognised(handle.createReadStream({ highWaterMark: CHUNK }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return { ok: false, reason: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable' };
  }
}

/** What comes in by a stream, such as standard input. Looks at its first bytes only, before the text is read. */
export async function recognised(stream: AsyncIterable<unknown>): Promise<OpenedText> {
  const chunks = bytesOf(stream);
  const first = await chunks.next();
  const bytes = first.done === true ? new Uint8Array() : first.value;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    await chunks.return(undefined);
    return { ok: false, reason: 'packed' };
  }
  return { ok: true, text: decode(bytes, chunks) };
}

async function* decode(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  yield decoder.decode(first, { stream: true });
  for await (const bytes of rest) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

async function* bytesOf(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    if (chunk instanceof Uint8Array) yield chunk;
    else if (typeof chunk === 'string') yield Buffer.from(chunk);
  }
}
