import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { composeMail, type MailDraft, type MailValues, prepareMail } from '../../src/mail/compose.ts';
import { bodyOf, headersNamed, lineFaults, readWithPython } from './read-back.ts';

const DRAFT: MailDraft = {
  from: { name: 'The Harbour Daily', address: 'daily@example.org' },
  replyTo: { name: '', address: 'editors@example.org' },
  list: { title: 'The Harbour Daily', id: 'daily.news.example.org' },
  text: ['Good morning, ', '.\n\nFrom the quay.\n.\n'],
  html: ['<p class="a">Good morning, ', '.</p>\n<p>From the quay.</p>\n'],
  subject: ['Why the ferries stopped'],
  leave: { url: 'https://mail.example.org/u/', mailto: 'mailto:editors@example.org?subject=unsubscribe%20' },
  boundary: '=_0123456789abcdef',
};

const VALUES: MailValues = {
  to: { name: '', address: 'ada@example.com' },
  subject: [],
  date: { instant: Date.parse('2026-11-24T05:30:00Z'), offsetMinutes: 60 },
  messageId: '00ff@example.org',
  token: 'abc',
  text: ['Ada'],
  html: ['Ada'],
};

interface Case {
  readonly name: string;
  readonly draft?: Partial<MailDraft>;
  readonly values?: Partial<MailValues>;
  readonly encoding?: readonly [string, string];
}

const family = '👩‍👩‍👧‍👦';
const CASES: readonly Case[] = [
  { name: 'plain' },
  { name: 'a Chinese subject', draft: { subject: ['海港日报：渡轮为什么停航'] } },
  { name: 'an Arabic subject', draft: { subject: ['صحيفة الميناء: لماذا توقفت العبارات؟'] } },
  { name: 'a subject of emoji', draft: { subject: [family.repeat(20)] } },
  { name: 'a long ASCII subject', draft: { subject: ['The ferries of the outer islands '.repeat(20).trim()] } },
  { name: 'a long Chinese subject', draft: { subject: ['渡轮为什么停航'.repeat(60)] } },
  { name: 'a subject that looks encoded', draft: { subject: ['=?UTF-8?B?aGVsbG8=?= =?utf-8?q?x?='] } },
  { name: 'a subject like a header', draft: { subject: ['Bcc: eve@example.org'] } },
  { name: 'a subject without a space', draft: { subject: ['x'.repeat(1500)] } },
  { name: 'an empty subject', draft: { subject: [''] } },
  { name: 'a subject with a value', draft: { subject: ['Morning, ', ' of Port Alder'] }, values: { subject: ['Ada'] } },
  { name: 'a subject with a Chinese value', draft: { subject: ['Morning, ', '!'] }, values: { subject: ['林薇'] } },
  {
    name: 'a Chinese subject with values',
    draft: { subject: ['', '，早安：', '渡轮停航'] },
    values: { subject: ['Ada', '林薇'.repeat(50)] },
  },
  { name: 'a subject of one long value', draft: { subject: ['', ''] }, values: { subject: ['é'.repeat(300)] } },
  { name: 'a subject whose gap is closed', draft: { subject: [' é ', ' ', '  ! '] }, values: { subject: ['', 'ü'] } },
  {
    name: 'a subject that looks encoded once joined',
    draft: { subject: ['a =', 'utf-8?q?x?= b'] },
    values: { subject: ['?'] },
  },
  { name: 'a Chinese sender', draft: { from: { name: '海港日报', address: 'daily@example.org' } } },
  { name: 'a sender with a comma', draft: { from: { name: 'Daily, "The"', address: 'daily@example.org' } } },
  {
    name: 'a sender in Arabic',
    draft: { from: { name: 'صحيفة الميناء اليومية من المدينة', address: 'daily@example.org' } },
  },
  { name: 'a reader with a name', values: { to: { name: 'Ada <x@example.org>, Eve', address: 'ada@example.com' } } },
  {
    name: 'Chinese parts',
    draft: {
      text: ['早安，', '：渡轮停航了。\n'],
      html: ['<p>早安，', '：渡轮停航了，医生没有来，岛上的人都在等。</p>\n'],
    },
    values: { text: ['艾达'], html: ['艾达'] },
    encoding: ['base64', 'base64'],
  },
  {
    name: 'parts that hold what looks like a boundary',
    draft: { text: ['--=_0123456789abcdef\n', '\n--=_0123456789abcdef--\n'] },
    values: { text: ['--=_0123456789abcdef--'] },
  },
  { name: 'parts without a last line end', draft: { text: ['Good morning, ', ''], html: ['<p>', '</p>'] } },
  { name: 'parts with spaces at line ends', draft: { text: ['a \n\t\n ', ' \n \n'] } },
  { name: 'empty parts', draft: { text: [''], html: [''] }, values: { text: [], html: [] } },
  { name: 'one line of 90 KB', draft: { html: ['<p>x</p>'.repeat(12_000), ''] } },
];

function compose({ draft, values }: Case): Buffer {
  return composeMail(prepareMail({ ...DRAFT, ...draft }), { ...VALUES, ...values });
}

function expectedBody(pieces: readonly string[], values: readonly string[]): string {
  return pieces
    .map((piece, index) => piece + (values[index] ?? ''))
    .join('')
    .replace(/\n/g, '\r\n');
}

function subjectOf({ draft, values }: { readonly draft: MailDraft; readonly values: MailValues }): string {
  const joined = draft.subject.map((piece, index) => piece + (values.subject[index] ?? '')).join('');
  return joined
    .split(' ')
    .filter((word) => word !== '')
    .join(' ');
}

/** Python keeps the space between two encoded words of a name, which RFC 2047 section 6.2 says to drop. */
function unspaced({ name, address }: { readonly name: string; readonly address: string }) {
  return { name: name.replaceAll(' ', ''), address };
}

describe('a composed message', () => {
  const messages = CASES.map(compose);
  const read = readWithPython(messages);

  test.each(CASES.map((each, index) => ({ ...each, index })))(
    '$name: Python reads it',
    ({ draft, values, index, encoding }) => {
      const mail = read[index];
      const facts = { draft: { ...DRAFT, ...draft }, values: { ...VALUES, ...values } };
      expect(mail?.defects).toEqual([]);
      expect(mail?.contentType).toBe('multipart/alternative');
      expect(mail?.parts.map((part) => [part.contentType, part.charset])).toEqual([
        ['text/plain', 'utf-8'],
        ['text/html', 'utf-8'],
      ]);
      expect(bodyOf(mail, 'text/plain')).toBe(expectedBody(facts.draft.text, facts.values.text));
      expect(bodyOf(mail, 'text/html')).toBe(expectedBody(facts.draft.html, facts.values.html));
      expect(headersNamed(mail, 'Subject')).toEqual([subjectOf(facts)]);
      expect(mail?.from.map(unspaced)).toEqual([unspaced(facts.draft.from)]);
      expect(mail?.to).toEqual([facts.values.to]);
      const used = mail?.parts.map((part) => part.encoding);
      expect(used).toEqual(encoding ?? ['quoted-printable', 'quoted-printable']);
    },
  );

  test.each(CASES.map((each, index) => ({ ...each, index })))(
    '$name: postal-mime reads it',
    async ({ draft, values, index }) => {
      const mail = await PostalMime.parse(messages[index] ?? Buffer.alloc(0));
      const facts = { draft: { ...DRAFT, ...draft }, values: { ...VALUES, ...values } };
      expect(mail.subject ?? '').toBe(subjectOf(facts));
      expect(mail.from).toEqual(facts.draft.from);
      expect(mail.to).toEqual([facts.values.to]);
      expect(mail.attachments).toEqual([]);
      // postal-mime hands texts out with LF, and ends each with one.
      const lines = (text: string) => text.replace(/\r\n/g, '\n').replace(/\n*$/, '');
      expect(lines(mail.text ?? '')).toBe(lines(expectedBody(facts.draft.text, facts.values.text)));
      expect(lines(mail.html ?? '')).toBe(lines(expectedBody(facts.draft.html, facts.values.html)));
    },
  );

  test.each(CASES.map((each, index) => ({ ...each, index })))('$name: its lines are in order', ({ index }) => {
    expect(lineFaults(messages[index] ?? Buffer.alloc(0))).toEqual([]);
  });

  test('has each header once, with what bulk mail needs', () => {
    expect(read[0]?.headers).toEqual([
      ['From', 'The Harbour Daily <daily@example.org>'],
      ['To', 'ada@example.com'],
      ['Reply-To', 'editors@example.org'],
      ['Subject', 'Why the ferries stopped'],
      ['Date', 'Tue, 24 Nov 2026 06:30:00 +0100'],
      ['Message-ID', '<00ff@example.org>'],
      ['List-Id', 'The Harbour Daily <daily.news.example.org>'],
      ['List-Unsubscribe', '<https://mail.example.org/u/abc>, <mailto:editors@example.org?subject=unsubscribe%20abc>'],
      ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
      ['MIME-Version', '1.0'],
      ['Content-Type', 'multipart/alternative; boundary="=_0123456789abcdef"'],
    ]);
  });

  test('promises one click only over https', () => {
    const leave = { ...DRAFT.leave, url: 'http://localhost:3000/u/' };
    const [mail] = readWithPython([compose({ name: '', draft: { leave } })]);
    expect(headersNamed(mail, 'List-Unsubscribe')[0]).toContain('<http://localhost:3000/u/abc>');
    expect(headersNamed(mail, 'List-Unsubscribe-Post')).toEqual([]);
  });

  test.each<readonly [string, Case]>([
    ['boundary', { name: '', draft: { boundary: 'plain' } }],
    ['boundary', { name: '', draft: { boundary: '=_a"\r\nX: y' } }],
    ['Message-ID', { name: '', values: { messageId: 'a>\r\nBcc: x@example.org' } }],
    ['address', { name: '', draft: { leave: { ...DRAFT.leave, url: 'https://example.org/>,<x' } } }],
    ['token', { name: '', values: { token: 'a>,\r\nBcc: x@example.org' } }],
    ['token', { name: '', values: { token: '' } }],
    ['may not hold', { name: '', values: { to: { name: '', address: 'a@example.org\r\nBcc: b@example.org' } } }],
    ['List-Id', { name: '', draft: { list: { title: 'x', id: 'a b.example.org' } } }],
    ['values', { name: '', values: { text: [] } }],
  ])('refuses a bad %s', (reason, bad) => {
    expect(() => compose(bad)).toThrow(reason);
  });
});
