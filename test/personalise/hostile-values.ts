/** What people, importers and attackers have put into name fields. */
export const HOSTILE: readonly string[] = [
  'Ada',
  '\r\nBcc: eve@example.org',
  '\n\n<html>',
  '\r\n\r\n--=_boundary--\r\n',
  '\r',
  '\0',
  'a\0b\u0007c\u001b[31m',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  '</p></body></html>',
  '<!--',
  '<![CDATA[',
  '&amp;&lt;&#0;',
  '{{first_name}}',
  '{{{this.constructor.constructor}}}',
  '\u00030\u0004',
  '$& $1 $$ $`',
  '%s %d %00',
  '=?UTF-8?Q?forged?=',
  '=?UTF-8?B?Zm9yZ2Vk?= =?UTF-8?Q?=0D=0AX:_y?=',
  '=0D=0A=3D',
  '=\r\n',
  'From here',
  '.',
  '..',
  '--',
  'javascript:alert(1)',
  'https://example.org/?a=1&b="<>',
  'mailto:a@example.org?bcc=b@example.org',
  'data:text/html;base64,PHNjcmlwdD4=',
  'a, "b" <c@example.org>; d',
  '\u202egnp.exe',
  '\u2066never closed',
  '\u200f\u200e\u061c',
  '\ud800',
  '\udfff\ud800x',
  '😀',
  '👩‍👩‍👧‍👦'.repeat(60),
  'é'.repeat(200),
  'e\u0301'.repeat(300),
  'x'.repeat(10_240),
  '你好'.repeat(5_000),
  ' \t ',
  'a   b',
  'صباح الخير',
  '\u2028\u2029\u0085',
  '\ufeffbom',
  '\uffff',
  'toString',
  '../../etc/passwd',
];

const SPACES = new Set([9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029]);

/** The rules for a value once more, letter by letter and without the program's expressions. */
export function cleanValue(value: string): string {
  let clean = '';
  for (const char of value.replaceAll('\r\n', '\n')) clean += cleanCharacter(char);
  if (clean.trim() === '') return '';
  let capped = '';
  for (const char of clean) {
    if (capped.length + char.length > 200) break;
    capped += char;
  }
  return capped;
}

function cleanCharacter(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const isBetween = (first: number, last: number) => code >= first && code <= last;
  if (SPACES.has(code)) return ' ';
  if (isBetween(0, 0x1f) || isBetween(0x7f, 0x9f)) return '';
  if (isBetween(0x202a, 0x202e) || isBetween(0x2066, 0x2069)) return '';
  return isBetween(0xd800, 0xdfff) ? '\ufffd' : char;
}

/** HTML's five characters, as a browser turns them back. */
export function unescapeHtml(html: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => names[name] ?? '');
}
