/** Plain enough for every transport; `mail/address.ts` has the last word when a message is made. */
const ADDRESS =
  /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;
const NAMED = /^(?:"(?:[^"\\]|\\.)*"|[^"<>@,;]*)\s*<(?<address>[^<>]*)>$/;

export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/** `daily@example.org` or `The Daily <daily@example.org>`: exactly one, on one line. */
export function isMailbox(text: string): boolean {
  if (text.length > 1000 || /\p{Cc}/u.test(text)) return false;
  const trimmed = text.trim();
  return isMailAddress(NAMED.exec(trimmed)?.groups?.['address'] ?? trimmed);
}
