import type { Mailbox } from './address.ts';
import { encodedWords } from './encoded-word.ts';

/** RFC 5322 section 3.2.3: names of such words need no quotes. */
const ATOMS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const PRINTABLE = /^[\x20-\x7e]*$/;
/** Longer words are encoded, which can be folded, instead of quoted, which can't. */
const WORD_MAX = 60;

/** The words of `Name <address>` (RFC 5322 section 3.4) for a header field with this room on its first line. */
export function mailboxWords(mailbox: Mailbox, firstWidth: number): readonly string[] {
  const name = mailbox.name.replace(/\s+/gu, ' ').trim();
  return name === '' ? [mailbox.address] : [...nameWords(name, firstWidth), `<${mailbox.address}>`];
}

function nameWords(name: string, firstWidth: number): readonly string[] {
  const words = name.split(' ');
  const plain = PRINTABLE.test(name) && !name.includes('=?') && words.every((word) => word.length <= WORD_MAX);
  if (!plain) return encodedWords(name, firstWidth);
  return ATOMS.test(name) ? words : `"${name.replace(/["\\]/g, '\\$&')}"`.split(' ');
}
