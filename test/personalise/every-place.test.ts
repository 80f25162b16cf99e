import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { courant, folderOf, jsonOf } from '../cli/run-courant.ts';
import { bodyOf, headersNamed, type ReadMail, readWithPython } from '../mail/read-back.ts';
import { EVERY_PLACE, inArabic, inChinese, layoutWithSlots } from './every-place.ts';
import { attributeOf, elementsOf, readHtml } from './read-html.ts';

const READERS = `email,first_name,site,joined,visits,language
ada@example.org,Ada & <Bea>,https://ada.example.net/?a=1&b=2,2025-03-04,1234.5,de
wei@example.org,林薇,javascript:alert(1),2024-12-31,7,zh-Hans
samira@example.org,سميرة,,,,
`;

/** Dates and numbers stand in an article of their own. */
const FORMATS = `---
title: Formats
---
Joined {{joined|never}} / {{joined:short|never}} / {{joined:full|never}} / {{joined:weekday|never}}.

Visits {{visits|none}} / {{visits:integer|none}} / {{visits:amount|none}} / {{visits:percent|none}}.
`;

/** Sends the issue with the real program, and reads what lies in its outbox. */
async function sent(
  change: (files: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, ReadMail>> {
  const files = {
    ...EVERY_PLACE,
    ...(await layoutWithSlots()),
    'readers.csv': READERS,
    'issues/2026-01-05-places/20-formats.md': FORMATS,
  };
  const publication = folderOf(change(files));
  const run = await courant(publication, ['send', '2026-01-05-places', '--to', 'readers', '--yes', '--json']);
  expect([run.status, jsonOf(run)]).toMatchObject([0, { accepted: 3 }]);
  const [send = ''] = readdirSync(join(publication, 'outbox'));
  const folder = join(publication, 'outbox', send, 'new');
  const mails = readWithPython(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
  return new Map(mails.map((mail) => [mail.to[0]?.address ?? '', mail]));
}

/** Each place by the word that stands before it, as the reader's program shows it. */
function shownIn(mail: ReadMail | undefined): {
  readonly html: string;
  readonly text: string;
  readonly links: readonly string[];
  readonly tips: readonly string[];
} {
  const elements = elementsOf(readHtml(bodyOf(mail, 'text/html')));
  const anchors = elements.filter(({ localName }) => localName === 'a');
  const body = elements.find(({ localName }) => localName === 'body');
  return {
    html: (body?.textContent ?? '').replace(/\s+/g, ' '),
    text: bodyOf(mail, 'text/plain').replace(/\s+/g, ' '),
    links: anchors.map((anchor) => attributeOf(anchor, 'href') ?? ''),
    tips: anchors.flatMap((anchor) => attributeOf(anchor, 'title') ?? []),
  };
}

function expectEverywhere(mail: ReadMail | undefined, name: string): void {
  const { html, text, links, tips } = shownIn(mail);
  expect(headersNamed(mail, 'Subject')).toEqual([`Subject for ${name}, today`]);
  const words = [
    `Note for ${name}, with`,
    `bold ${name}`,
    `Title for ${name}`,
    `Deck for ${name}`,
    `Body for ${name}, and`,
    `words for ${name}`,
  ];
  for (const place of [
    ...words,
    `cell for ${name}`,
    `item for ${name}`,
    `quote for ${name}`,
    `List for ${name}`,
    `Promo for ${name}`,
  ]) {
    expect(html).toContain(place);
    expect(text.toLowerCase()).toContain(place.toLowerCase());
  }
  expect(html).toContain(`Preheader for ${name}.`);
  expect(html).toContain(`Layout for ${name}`);
  const encoded = encodeURIComponent(name);
  expect(links).toContain(`https://news.example.org/me?u=${encoded}&x=1`);
  expect(links).toContain(`https://news.example.org/hbs?u=${encoded}`);
  expect(text).toContain(`https://news.example.org/me?u=${encoded}&x=1`);
  expect(tips).toContain(`Tip for ${name}`);
}

const ISSUES = [
  { language: 'English', change: (files: Readonly<Record<string, string>>) => files },
  { language: 'Arabic', change: inArabic },
  { language: 'Chinese', change: inChinese },
];

describe.each(ISSUES)('merge slots in an issue in $language', ({ change }) => {
  test('are filled in every place of each reader’s message', async () => {
    const mails = await sent(change);
    expect(mails.size).toBe(3);
    expectEverywhere(mails.get('ada@example.org'), 'Ada & <Bea>');
    expectEverywhere(mails.get('wei@example.org'), '林薇');
    expectEverywhere(mails.get('samira@example.org'), 'سميرة');

    const [ada, wei, samira] = ['ada', 'wei', 'samira'].map((name) => shownIn(mails.get(`${name}@example.org`)));
    // A whole address only leads where an author's may; else the default stands.
    expect(ada?.links).toContain('https://ada.example.net/?a=1&b=2');
    expect(wei?.links).toContain('https://news.example.org/default');
    expect(samira?.links).toContain('https://news.example.org/default');
    expect(wei?.html).not.toContain('javascript:');

    // In the reader's own language, where it is known.
    for (const part of [ada?.html, ada?.text]) {
      expect(part).toContain('Joined 4. März 2025 / 4. März / Dienstag, 4. März 2025 / Dienstag.');
      expect(part).toContain('Visits 1234.5 / 1.235 / 1.234,50 / 123.450 %.');
    }
    expect(wei?.text).toContain('Joined 2024年12月31日 / 12月31日 / 2024年12月31日星期二 / 星期二.');
    for (const part of [samira?.html, samira?.text]) {
      expect(part).toContain('Joined never / never / never / never. Visits none / none / none / none.');
    }
  });
});

/** A slot may change what a reader is called, never how a mail looks or what it does. */
describe('a slot in a template', () => {
  test.each([
    [
      'a style attribute',
      '<mj-text><span style="color: {{slot "first_name" default="red"}}">x</span></mj-text>',
      'template/slot-place',
    ],
    ['an attribute of MJML', '<mj-text color="{{slot "first_name" default="red"}}">x</mj-text>', 'template/slot-place'],
    [
      'an event attribute',
      '<mj-text><a href="#x" onclick="f({{slot "first_name"}})">x</a></mj-text>',
      'template/slot-place',
    ],
    ['a class', '<mj-text css-class="{{slot "first_name"}}">x</mj-text>', 'template/slot-place'],
    [
      'a style element',
      '<mj-raw><style>.a { color: {{slot "first_name" default="red"}}; }</style></mj-raw>',
      'template/slot-place',
    ],
    ['the name of a tag', '<mj-text><{{slot "first_name"}}>x</mj-text>', 'template/value-in-tag'],
  ])('in %s is refused', async (_, markup, code) => {
    const layout = await layoutWithSlots();
    const path = 'templates/daily/layout.mjml.hbs';
    const section = `<mj-section><mj-column>${markup}</mj-column></mj-section>{{> colophon}}`;
    const files = { ...EVERY_PLACE, ...layout, [path]: (layout[path] ?? '').replace('{{> colophon}}', section) };
    const run = await courant(folderOf({ ...files, 'readers.csv': READERS }), ['check', '--json']);
    expect(run.status).toBe(1);
    const found: unknown = expect.objectContaining({ code, file: path });
    expect(jsonOf(run)).toMatchObject({ diagnostics: expect.arrayContaining([found]) as unknown });
  });
});
