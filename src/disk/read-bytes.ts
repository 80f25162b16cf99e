import { open } from 'node:fs/promises';

export type ReadBytes =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: 'missing' | 'not-a-file' | 'too-large' | 'unreadable' };

/** A file whole, or why not; a larger one than `limit` is not read at all. */
export async function readBytes(file: string, limit: number): Promise<ReadBytes> {
  try {
    const handle = await open(file, 'r');
    try {
      const stat = await handle.stat();
      if (stat.isDirectory()) return { ok: false, reason: 'not-a-file' };
      return await readStream(handle.createReadStream({ autoClose: false, end: limit }), limit);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return { ok: false, reason: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable' };
  }
}

/** A stream to its end; no more than `limit` bytes of it are ever kept. */
export async function readStream(stream: AsyncIterable<unknown>, limit: number): Promise<ReadBytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) continue;
    length += bytes.length;
    if (length > limit) return { ok: false, reason: 'too-large' };
    chunks.push(bytes);
  }
  return { ok: true, bytes: Buffer.concat(chunks) };
}
