import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import { personalise, prepareEdition } from '../../src/personalise/personalise.ts';
import { linkKeys } from '../../src/personalise/token.ts';
import { bodyOf, lineFaults, type ReadMail, readWithPython } from '../mail/read-back.ts';
import { type CompiledIssue, compileFiles, EVERY_PLACE, inArabic, inChinese, layoutWithSlots } from './every-place.ts';
import { hostileValues } from './hostile-generator.ts';
import { cleanValue } from './hostile-values.ts';
import { treeOf } from './read-html.ts';

const SEED = 20_261_124;
const COUNT = 550;
/** Stands where hostile values will: what differs from its message may differ in nothing but the value. */
const HARMLESS = 'Harmless0Value';
const HARMLESS_SITE = 'https://harmless.example.org/';
const DEFAULT_SITE = 'https://news.example.org/default';
const SEND = { send: 's-1', keys: linkKeys(['a secret']), date: { instant: 0, offsetMinutes: 0 } };
const VALUES = hostileValues(SEED, COUNT);

function messageFor({ edition, publication }: CompiledIssue, first_name: string, site: string): Message {
  const prepared = prepareEdition(edition, publication, { list: 'readers' });
  return personalise(prepared, { id: 7, address: 'ada@example.org', fields: { first_name, site } }, SEND);
}

/** What a text with harmless values is with another one: percent-encoded behind `u=`, as it is elsewhere. */
function replaced(text: string, value: string): string {
  const inUrl = encodeURIComponent(value).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return text.replaceAll(`u=${HARMLESS}`, () => `u=${inUrl}`).replaceAll(HARMLESS, () => value);
}

/** The few that may stand as a whole address, by the rule in the documentation, written once more. */
function siteOf(value: string): string {
  const site = cleanValue(value).trim();
  const isLink = /^https?:\/\/[^/?#]|^mailto:./i.test(site) && value.length <= 200 && URL.canParse(site);
  return isLink ? encodeURI(site).replaceAll('%25', '%').replaceAll('%5B', '[').replaceAll('%5D', ']') : DEFAULT_SITE;
}

function lines(text: string | undefined): string {
  return (text ?? '').replace(/\r\n/g, '\n').replace(/\n*$/, '');
}

const ISSUES = [
  {
    name: 'English',
    change: (files: Readonly<Record<string, string>>) => files,
    encoding: 'quoted-printable',
    values: VALUES,
  },
  { name: 'Arabic', change: inArabic, encoding: 'quoted-printable', values: VALUES.slice(0, 100) },
  { name: 'Chinese', change: inChinese, encoding: 'base64', values: VALUES.slice(0, 100) },
];

test('there are at least 500 values', () => {
  expect(new Set(VALUES).size).toBeGreaterThanOrEqual(500);
  expect(VALUES.filter((value) => value.length >= 10_000).length).toBeGreaterThan(10);
});

describe.each(ISSUES)('hostile values in every place of an issue in $name', ({ change, encoding, values }) => {
  let messages: readonly Message[] = [];
  let read: readonly ReadMail[] = [];
  let harmless: ReadMail | undefined;

  beforeAll(async () => {
    const issue = await compileFiles(change({ ...EVERY_PLACE, ...(await layoutWithSlots()) }), '2026-01-05-places');
    messages = [messageFor(issue, HARMLESS, HARMLESS_SITE), ...values.map((value) => messageFor(issue, value, value))];
    [harmless, ...read] = readWithPython(messages.map(({ bytes }) => bytes));
  });

  test('the slots stand where they are meant to', () => {
    expect(harmless?.parts.map((part) => part.encoding)).toContain(encoding);
    const { texts } = treeOf(bodyOf(harmless, 'text/html'));
    const places = texts.filter((text) => text.includes(HARMLESS)).map((text) => text.trim());
    for (const place of [
      'Preheader',
      'Note',
      'bold',
      'Title',
      'Deck',
      'Body',
      'words',
      'cell',
      'item',
      'quote',
      'List',
      'Promo',
      'Layout',
      'title=Tip',
    ]) {
      expect(`${place}: ${places.filter((text) => text.startsWith(place)).length > 0}`).toBe(`${place}: true`);
    }
    for (const page of ['me', 'hbs'])
      expect(places.join('\n')).toContain(`href=https://news.example.org/${page}?u=${HARMLESS}`);
    const text = bodyOf(harmless, 'text/plain');
    for (const word of ['Note', 'Title', 'Deck', 'Body', 'cell', 'item', 'quote', 'List', 'Promo'])
      expect(text.toLowerCase()).toContain(word.toLowerCase());
    expect(text.split(HARMLESS).length - 1).toBeGreaterThanOrEqual(11);
  });

  test('the structure never changes, and each value comes out as typed', async () => {
    const tree = treeOf(bodyOf(harmless, 'text/html'));
    const plain = bodyOf(harmless, 'text/plain');
    expect(read).toHaveLength(values.length);
    for (const [index, value] of values.entries()) {
      const mail = read[index];
      const name = cleanValue(value) || 'reader';
      const html = treeOf(bodyOf(mail, 'text/html'));
      expect(html.shape).toEqual(tree.shape);
      const wanted = tree.texts.map((text) =>
        text === `href=${HARMLESS_SITE}` ? `href=${siteOf(value)}` : replaced(text, name),
      );
      expect(html.texts).toEqual(wanted);
      expect(bodyOf(mail, 'text/plain')).toBe(replaced(plain, name));
      // In a header runs of space are one space, and none stands at a value's ends.
      const subject = `Subject for ${name
        .split(/\s+/u)
        .filter((word) => word !== '')
        .join(' ')}, today`;
      const headers = (harmless?.headers ?? []).map(([key, was]) => [key, key === 'Subject' ? subject : was]);
      expect([mail?.defects, mail?.headers, mail?.to]).toEqual([[], headers, harmless?.to]);
      expect(mail?.parts.map((part) => [part.contentType, part.charset])).toEqual(
        harmless?.parts.map((part) => [part.contentType, part.charset]),
      );
      const bytes = messages[index + 1]?.bytes ?? Buffer.alloc(0);
      expect(lineFaults(bytes)).toEqual([]);
      const parsed = await PostalMime.parse(bytes);
      expect([parsed.subject, parsed.attachments, parsed.headers.map(({ key }) => key)]).toEqual([
        subject,
        [],
        headers.map(([key]) => String(key).toLowerCase()),
      ]);
      expect(lines(parsed.html)).toBe(lines(bodyOf(mail, 'text/html')));
      expect(lines(parsed.text)).toBe(lines(bodyOf(mail, 'text/plain')));
    }
  });
});
