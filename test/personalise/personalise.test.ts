import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { Subscriber } from '../../src/audience/subscriber.ts';
import { personalise, prepareEdition } from '../../src/personalise/personalise.ts';
import { linkKeys, verifyToken } from '../../src/personalise/token.ts';
import { bodyOf, headersNamed, lineFaults, type ReadMail, readWithPython } from '../mail/read-back.ts';
import { cleanValue, HOSTILE, unescapeHtml } from './hostile-values.ts';
import { edition, leave, PUBLICATION, pieces, slot } from './sample-edition.ts';

const KEYS = linkKeys(['a secret']);
const SEND = {
  send: 's-2026-11-24',
  keys: KEYS,
  date: { instant: Date.parse('2026-11-24T06:00:00Z'), offsetMinutes: 0 },
};
const ADA: Subscriber = { id: 7, address: 'Ada@example.com', fields: { first_name: 'Ada' } };

const EDITION = edition({
  subject: pieces('Morning, ', slot('header', { fallback: 'reader' })),
  html: pieces(
    '<p title="',
    slot('html-attribute'),
    '">Hello ',
    slot('html-text', { fallback: 'reader' }),
    ',</p>\n<a href="',
    slot('html-url', { fallback: 'https://example.org/' }),
    '">yours</a> <a href="https://example.org/?n=',
    slot('html-url'),
    '">n</a> <a href="',
    leave('html-url'),
    '">leave</a>\n',
  ),
  text: pieces(
    'Hello ',
    slot('plain', { fallback: 'reader' }),
    ',\n\nhttps://example.org/?n=',
    slot('plain'),
    '\nLeave: ',
    leave('plain'),
    '\n',
  ),
});

const CHINESE = edition({
  ...EDITION,
  language: 'zh-Hans',
  html: pieces(
    '<p>早安，',
    slot('html-text', { fallback: '读者' }),
    '：渡轮停航了，医生没有来，岛上的人都在等着。</p>\n',
  ),
  text: pieces('早安，', slot('plain', { fallback: '读者' }), '：渡轮停航了。\n'),
});

const HEADERS = [
  'From',
  'To',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'MIME-Version',
  'Content-Type',
];

/** All that may differ between two readers' mails, with the text of each place taken out and decoded. */
function placesOf(html: string, text: string) {
  const [, title, name, whole, inside] =
    /^<p title="([^"<>]*)">Hello ([^"<>]*),<\/p>\r\n<a href="([^"<>]*)">yours<\/a> <a href="https:\/\/example.org\/\?n=([^"<>]*)">n<\/a> <a href="[^"<>]*">leave<\/a>\r\n$/.exec(
      html,
    ) ?? [];
  const [, plain, plainInside] =
    /^Hello ([^\r\n]*),\r\n\r\nhttps:\/\/example.org\/\?n=([^\r\n]*)\r\nLeave: [\w:/.-]+\r\n$/.exec(text) ?? [];
  return {
    title: title === undefined ? null : unescapeHtml(title),
    name: name === undefined ? null : unescapeHtml(name),
    whole: whole === undefined ? null : unescapeHtml(whole),
    inside: decodeURIComponent(inside ?? ''),
    plain,
    plainInside: decodeURIComponent(plainInside ?? ''),
  };
}

/** The two of the list that are links stand as such; spaces and quotes are encoded. */
function wholeLink(value: string): string {
  if (value.startsWith('https://')) return 'https://example.org/?a=1&b=%22%3C%3E';
  return value.startsWith('mailto:') ? value : 'https://example.org/';
}

async function outcomeOf(mail: ReadMail | undefined, bytes: Buffer) {
  const parsed = await PostalMime.parse(bytes);
  return {
    defects: mail?.defects,
    headers: mail?.headers.map(([key]) => key),
    to: mail?.to,
    parts: mail?.parts.map((part) => part.contentType),
    subject: headersNamed(mail, 'Subject'),
    lines: lineFaults(bytes),
    postalMime: { subject: parsed.subject, to: parsed.to, attachments: parsed.attachments.length },
  };
}

function expectedOutcome(name: string, address: string) {
  const subject = `Morning, ${name}`.replace(/\s+/g, ' ').trim();
  return {
    defects: [],
    headers: HEADERS,
    to: [{ name: '', address }],
    parts: ['text/plain', 'text/html'],
    subject: [subject],
    lines: [],
    postalMime: { subject, to: [{ name: '', address }], attachments: 0 },
  };
}

describe('hostile values in every place', () => {
  const prepared = prepareEdition(EDITION, PUBLICATION, { list: 'daily' });
  const messages = HOSTILE.map((first_name, id) =>
    personalise(prepared, { id, address: `r${id}@example.com`, fields: { first_name } }, SEND),
  );
  const read = readWithPython(messages.map(({ bytes }) => bytes));
  const cases = HOSTILE.map((value, index) => ({ value, index, name: cleanValue(value) }));

  test.each(cases)('$index %j: the structure never changes and the value comes out', async ({ value, index, name }) => {
    const mail = read[index];
    const bytes = messages[index]?.bytes ?? Buffer.alloc(0);
    expect(await outcomeOf(mail, bytes)).toEqual(expectedOutcome(name || 'reader', `r${index}@example.com`));
    expect(placesOf(bodyOf(mail, 'text/html'), bodyOf(mail, 'text/plain'))).toEqual({
      title: name,
      name: name || 'reader',
      whole: wholeLink(value),
      inside: name,
      plain: name || 'reader',
      plainInside: name,
    });
  });

  test('in base64 too', async () => {
    const chinese = prepareEdition(CHINESE, PUBLICATION, { list: 'daily' });
    const sent = cases.map(({ value, index }) =>
      personalise(chinese, { id: index, address: `r${index}@example.com`, fields: { first_name: value } }, SEND),
    );
    const seen = readWithPython(sent.map(({ bytes }) => bytes));
    for (const { index, name } of cases) {
      const mail = seen[index];
      const outcome = await outcomeOf(mail, sent[index]?.bytes ?? Buffer.alloc(0));
      expect(outcome).toEqual(expectedOutcome(name || 'reader', `r${index}@example.com`));
      expect(mail?.parts.map((part) => part.encoding)).toEqual(['base64', 'base64']);
      expect(bodyOf(mail, 'text/plain')).toBe(`早安，${name || '读者'}：渡轮停航了。\r\n`);
      const html = unescapeHtml(bodyOf(mail, 'text/html'));
      expect(html).toBe(`<p>早安，${name || '读者'}：渡轮停航了，医生没有来，岛上的人都在等着。</p>\r\n`);
    }
  });
});

describe('a message', () => {
  const prepared = prepareEdition(EDITION, PUBLICATION, { list: 'daily' });
  const message = personalise(prepared, ADA, SEND);
  const [mail] = readWithPython([message.bytes]);

  test('goes to its reader, and leaves from its sender', () => {
    expect(message.envelope).toEqual({ from: 'daily@example.org', to: 'Ada@example.com' });
    expect(headersNamed(mail, 'From')).toEqual(['The Harbour Daily <daily@example.org>']);
    expect(headersNamed(mail, 'Reply-To')).toEqual(['editors@example.org']);
    expect(headersNamed(mail, 'List-Id')).toEqual(['The Harbour Daily <daily.news.example.org>']);
    expect(headersNamed(mail, 'Subject')).toEqual(['Morning, Ada']);
  });

  test('carries one link to leave, signed for this reader, in headers and both parts', () => {
    const [, token = ''] =
      /^<https:\/\/mail\.example\.org\/u\/([\w-]+)>/.exec(headersNamed(mail, 'List-Unsubscribe')[0] ?? '') ?? [];
    expect(verifyToken(KEYS, token)).toEqual({ subscriber: 7, send: 's-2026-11-24' });
    expect(headersNamed(mail, 'List-Unsubscribe')[0]).toContain(
      `<mailto:editors@example.org?subject=unsubscribe%20${token}>`,
    );
    expect(headersNamed(mail, 'List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(bodyOf(mail, 'text/html')).toContain(`<a href="https://mail.example.org/u/${token}">leave</a>`);
    expect(bodyOf(mail, 'text/plain')).toContain(`Leave: https://mail.example.org/u/${token}\r\n`);
    expect(message.bytes.toString('latin1').split('Ada@example.com').length).toBe(2);
  });

  test('is the same bytes again, and another for another reader or send', () => {
    expect(personalise(prepared, ADA, SEND)).toEqual(message);
    expect(personalise(prepareEdition(EDITION, PUBLICATION, { list: 'daily' }), ADA, SEND)).toEqual(message);
    expect(personalise(prepared, { ...ADA, id: 8 }, SEND).messageId).not.toBe(message.messageId);
    expect(personalise(prepared, ADA, { ...SEND, send: 's-2' }).messageId).not.toBe(message.messageId);
    expect(message.messageId).toMatch(/^<[0-9a-f]{32}@example\.org>$/);
    expect(headersNamed(mail, 'Message-ID')).toEqual([message.messageId]);
  });

  test('has a buffer of its own', () => {
    const before = Buffer.from(message.bytes);
    personalise(prepared, { ...ADA, fields: { first_name: 'Eve' } }, SEND);
    expect(message.bytes.equals(before)).toBe(true);
  });

  test.each([
    ['daily', 'https://news.example.org/x', 'daily.news.example.org'],
    [null, 'https://news.example.org', 'newsletter.news.example.org'],
    ['日报', 'https://海港.example.org', 'newsletter.xn--90w6o.example.org'],
    ['The Daily!', 'http://localhost:3000', 'the-daily.localhost'],
    ['constructor', 'http://[::1]/', 'constructor.1'],
  ])('list %j at %s is %s', (list, url, expected) => {
    const other = personalise(prepareEdition(EDITION, { ...PUBLICATION, url }, { list }), ADA, SEND);
    expect(headersNamed(readWithPython([other.bytes])[0], 'List-Id')).toEqual([`The Harbour Daily <${expected}>`]);
  });

  test('of a publication without replyTo goes back to its sender', () => {
    const { replyTo: _, ...rest } = PUBLICATION;
    const [other] = readWithPython([personalise(prepareEdition(EDITION, rest, { list: null }), ADA, SEND).bytes]);
    expect(headersNamed(other, 'Reply-To')).toEqual([]);
    expect(headersNamed(other, 'List-Unsubscribe')[0]).toContain('<mailto:daily@example.org?subject=');
  });

  test('needs a sender that can be read', () => {
    expect(() => prepareEdition(EDITION, { ...PUBLICATION, from: 'nobody' }, { list: null })).toThrow(
      'not a mailbox: "nobody"',
    );
  });
});
