/** Where HTML wants its declaration to stand; half as much again for what programs put before it (HTML 4.2.5.4: 1,024). */
const HEAD = 4096;
const XML = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/i;
const META = /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i;

/** The encoding that a page or a feed says it has, as it says it; null where it says none. */
export function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD)).toString('latin1');
  return XML.exec(head)?.[1] ?? META.exec(head)?.[1] ?? null;
}
