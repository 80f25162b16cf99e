import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { courant, jsonOf, SMALL, smallPublication } from './run-courant.ts';

const SEGMENTS = `  language: { type: text }
lists:
  readers: { title: Readers, file: readers.csv }
segments:
  chinese: { list: readers, where: { language: zh-Hans } }
  arabic: { list: readers, where: { all: [{ language: { in: [ar] } }] } }
  guests: { list: readers, where: { country: PT } }
`;

function letter(): string {
  return smallPublication({
    'courant.yaml': SMALL.replace(/lists:[^]*/, SEGMENTS),
    'readers.csv':
      'email,country,language\na@example.org,,\nb@example.org,PT,en\nc@example.org,,zh-Hans-CN\nd@example.org,,ar\ne@example.org,PT,ar\n',
    'issues/2026-01-05-small/20-chinese.md': '---\ntitle: 港口的消息\nsegments: [chinese]\n---\n渡轮停了。\n',
    'issues/2026-01-05-small/30-arabic.md': '---\ntitle: أخبار الميناء\nsegments: [arabic]\n---\nتوقفت العبارات.\n',
    'issues/2026-01-05-small/40-guests.md': '---\ntitle: For guests\nsegments: [guests]\n---\nWelcome.\n',
  });
}

test('one edition for each combination of segments and language that the audience has', async () => {
  const folder = letter();
  const sent = jsonOf(await courant(folder, ['send', 'latest', '--to', 'readers', '--yes', '--json']));
  expect(sent).toMatchObject({ audience: 5, accepted: 5 });
  const editions = Object.fromEntries(
    [...JSON.stringify(sent).matchAll(/"segment":("[^"]*"|null),"language":"([^"]*)","planned":(\d+)/g)].map(
      ([, segment = '', language, planned]) => [segment, [language, Number(planned)]],
    ),
  );
  expect(editions).toEqual({
    null: ['en', 1],
    '"guests"': ['en', 1],
    '"chinese"': ['zh-Hans', 1],
    '"arabic"': ['ar', 1],
    '"arabic+guests"': ['ar', 1],
  });
});

test.each([
  { segment: 'chinese', lang: 'zh-Hans', dir: 'ltr' },
  { segment: 'arabic', lang: 'ar', dir: 'rtl' },
  { segment: 'guests', lang: 'en', dir: 'ltr' },
])('the edition for $segment is in $lang', async ({ segment, lang, dir }) => {
  const folder = letter();
  expect((await courant(folder, ['build', 'latest'])).status).toBe(0);
  const built = join(folder, 'dist/issues/2026-01-05-small/editions', segment);
  expect(readFileSync(join(built, 'email.html'), 'utf8')).toMatch(
    new RegExp(`<html[^>]* lang="${lang}"[^>]* dir="${dir}"`),
  );
  expect(JSON.parse(readFileSync(join(built, 'edition.json'), 'utf8'))).toMatchObject({ language: lang });
});
