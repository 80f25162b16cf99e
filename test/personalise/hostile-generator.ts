import { HOSTILE } from './hostile-values.ts';

/** Pieces of which hostile values are made, by what they try. */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  markup: [
    '<b>',
    '</td></table>',
    '<script>x</script>',
    '<img src=x onerror=y>',
    '<!--',
    '-->',
    '<![endif]-->',
    ']]>',
    '<style>',
    '&lt;',
    '&#60;',
    '</title>',
  ],
  template: [
    '{{first_name}}',
    '{{{x}}}',
    '{{#each}}',
    '}}',
    '\\{{',
    '${x}',
    '<%= x %>',
    '{%',
    '[[',
    '\u00030\u0004',
    '\u00010\u0002',
  ],
  lines: [
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    '\u0085',
    '\u2028',
    '\u2029',
    '\v',
    '\f',
    '\r\nBcc: eve@example.org\r\n',
    '\r\n.\r\n',
  ],
  encoded: ['=?UTF-8?Q?x?=', '=?utf-8?b?eA==?=', '=0D=0A', '=\r\n', '=', '?=', '=?', '%0D%0A', '%3Cb%3E', '&#13;&#10;'],
  quotes: ['"', "'", '`', '\\', '\\"', '“', '»', '" onclick="x', "' style='x"],
  nothing: ['\0', '\u0007', '\u001b[31m', '\u007f', '\u009f', ' ', '\t', '\u00a0', '\u3000', '\ufeff'],
  pictures: ['😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇵🇹', 'e\u0301', '\u200d', '\ufe0f', '1️⃣'],
  directions: ['\u202e', '\u202a', '\u2066', '\u2069', '\u200f', '\u200e', '\u061c', 'شكرا', 'שלום'],
  halves: ['\ud800', '\udbff', '\udc00', '\udfff', '\ud83d', '\ufffe', '\uffff', '\u{10ffff}'],
  letters: [
    'Ada',
    '林薇',
    'Håkan',
    'From ',
    '.',
    '--',
    '--=_x',
    'javascript:',
    'https://example.org/',
    ' , ',
    '<eve@example.org>',
    ';',
  ],
};

/** A generator by Marsaglia (xorshift, 32 bits): the same values for the same seed. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** So many distinct values: those that were thought of, then mixtures of one to eight pieces, one in thirty very long. */
export function hostileValues(seed: number, count: number): readonly string[] {
  const below = random(seed);
  const categories = Object.values(CATEGORIES);
  const pick = <T>(list: readonly T[], fallback: T): T => list[below(list.length)] ?? fallback;
  const values = new Set(HOSTILE);
  while (values.size < count) {
    const pieces = Array.from({ length: 1 + below(8) }, () => pick(pick(categories, []), ''));
    const value = pieces.join(pick(['', '', ' ', 'a'], ''));
    values.add(below(30) === 0 ? value.repeat(Math.ceil(10_240 / Math.max(1, value.length))) : value);
  }
  return [...values];
}
