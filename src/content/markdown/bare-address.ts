/** Names with dots in ASCII letters, as nearly all are; then those in letters of other scripts. */
const ASCII_HOST = /^(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]/i;
const ANY_HOST = /^(?:[\p{L}\p{M}\p{N}-]{1,63}\.)+\p{L}[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]/u;
/** RFC 1035 2.3.4 */
const LONGEST_HOST = 255;
/** Port and path. Full-width and curly punctuation ends an address, and so does what can't be in one. */
const REST = /^(?::\d{1,5}(?!\d))?(?:[/?#][^\s<>"`[\]\\{}|^\p{Cc}\u3000-\u303f\uff00-\uffef“”‘’…—«»،؛؟۔]*)?/u;
/** RFC 5321 4.5.3.1.1 */
const LONGEST_LOCAL = 64;
const LETTER = /[\p{L}\p{N}_]/u;
/** Scripts written without spaces: a letter of theirs right behind an address is the next word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const PICTURE_FILE = /\.(?:png|jpe?g|gif|svg|webp|pdf)$/i;

export interface BareLink {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

/**
 * Where an address ends whose host begins at `from`; null when there is none. As in GFM, punctuation at its end belongs
 * to the sentence, and a closing parenthesis only where one was opened. A backslash makes it no address.
 */
export function endOfAddress(text: string, from: number): number | null {
  const host = endOfHost(text, from);
  if (host === null) return null;
  const end = host + (REST.exec(text.slice(host))?.[0].length ?? 0);
  if (text[end] === '\\' && text[end + 1] !== '\n') return null;
  return Math.max(host, trimmed(text, from, end));
}

/** `www.…` and mail addresses among words; web addresses with a scheme are found while the words are read. */
export function findBareLinks(text: string): readonly BareLink[] {
  const links: BareLink[] = [];
  let from = 0;
  for (const { index } of text.matchAll(/www\.|@/gi)) {
    const link = index < from ? null : text[index] === '@' ? mailAt(text, index, from) : webAt(text, index);
    if (link === null) continue;
    links.push(link);
    from = link.end;
  }
  return links;
}

function webAt(text: string, start: number): BareLink | null {
  if (/[\w./@:&=?#%+~-]/.test(text[start - 1] ?? ' ')) return null;
  const end = endOfAddress(text, start);
  return end === null ? null : { start, end, url: `https://${text.slice(start, end)}` };
}

function mailAt(text: string, at: number, from: number): BareLink | null {
  let start = at;
  while (start > from && at - start <= LONGEST_LOCAL && /[\w.+-]/.test(text[start - 1] ?? ' ')) start -= 1;
  if (at - start > LONGEST_LOCAL || !/^[a-z0-9](?:.*[^.])?$/i.test(text.slice(start, at))) return null;
  const end = /[/:@]/.test(text[start - 1] ?? ' ') ? null : endOfHost(text, at + 1);
  if (end === null || text[end] === '@') return null;
  if (PICTURE_FILE.test(text.slice(at, end))) return null;
  return { start, end, url: `mailto:${text.slice(start, end)}` };
}

function endOfHost(text: string, from: number): number | null {
  return hostEnd(ASCII_HOST, text, from) ?? hostEnd(ANY_HOST, text, from);
}

function hostEnd(host: RegExp, text: string, from: number): number | null {
  const found = host.exec(text.slice(from, from + LONGEST_HOST))?.[0];
  if (found === undefined) return null;
  const next = String.fromCodePoint(text.codePointAt(from + found.length) ?? 32);
  return LETTER.test(next) && !UNSPACED.test(next) ? null : from + found.length;
}

/** An entity at the end (`&gt;`) is a character of the sentence, typed another way. */
function trimmed(text: string, from: number, end: number): number {
  const address = text.slice(from, end).replace(/&[a-z0-9]{1,31};$/i, '');
  let unopened = count(address, ')') - count(address, '(');
  let last = address.length;
  for (; last > 0; last -= 1) {
    const char = address[last - 1] ?? '';
    if (char === ')' && unopened > 0) unopened -= 1;
    else if (!/[?!.,:;*_~']/.test(char)) break;
  }
  return from + last;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
