import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { courant, jsonOf, samplePublication } from '../cli/run-courant.ts';
import { readWithPython } from '../mail/read-back.ts';

/** What each sample's readers must find: typed here from the issues' own files, not read from what was built. */
const SAMPLES = [
  {
    name: '2026-11-24-daily',
    subject: 'China draws a line around the VPN',
    lists: [
      [
        'Why the ferries stopped',
        'Five islands, one doctor',
        'A storm with no name, and the roof it took',
        'What the harbour master reads at night',
        'Bread at cost: a bakery’s odd Tuesday',
      ],
      [
        'Cranes for hire, by the morning',
        'A winter’s rope, spliced while you wait',
        'Seven questions to ask before you insure a hull',
        'Evening classes in chart reading',
        'How a cold store keeps its cool on less',
      ],
    ],
  },
  {
    name: '2026-11-22-weekly',
    subject: 'Eight stories for a slow Sunday',
    lists: [
      [
        'Bread at cost: a bakery’s odd Tuesday',
        'What the harbour master reads at night',
        '“I was the tide table”: a life in numbers',
        'A map of every bench with a view',
        'How to mend a net with a fork',
      ],
      [
        'Tuesday: the council votes on crane number 7',
        'Wednesday: high water at 05.40, the year’s highest',
        'Thursday: the ferries, if the hinges hold',
        'Friday: a lecture on salt, at the Pilots’ School',
        'Saturday: the reading room’s first late night',
      ],
    ],
  },
  {
    name: '2026-11-25-daily-zh',
    subject: '夜班渡轮回来了，小城重新算它的时间',
    lists: [
      [
        '渡轮为什么停了',
        '没有名字的风暴，和它掀走的屋顶',
        '港务长夜里读什么书',
        '面包按成本卖：一家面包房的星期二',
        '六支桨、九海里和一块奶酪',
      ],
    ],
  },
];

function messagesOf(publication: string): readonly Buffer[] {
  const [send = ''] = readdirSync(join(publication, 'outbox'));
  const folder = join(publication, 'outbox', send, 'new');
  return readdirSync(folder).map((name) => readFileSync(join(folder, name)));
}

/** Words as a reader sees them: lines joined, tags gone, entities resolved. */
function words(html: string): string {
  const shown = html
    .replace(/<(style|head)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<[^>]*>/g, ' ');
  return collapse(shown.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function inOrder(text: string, titles: readonly string[]): boolean {
  // The last place of each: a title may also stand in an article's headline above its list.
  const places = titles.map((title) => text.lastIndexOf(title));
  return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
}

describe.each(SAMPLES)('sent to its sample readers, $name', ({ name, subject, lists }) => {
  test('is one well-formed message a reader, as two independent parsers read it', async () => {
    const publication = samplePublication();
    const run = await courant(publication, ['send', name, '--to', 'sample', '--yes', '--json']);
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(jsonOf(run)).toMatchObject({ state: 'finished', audience: 20, suppressed: 0, planned: 20, accepted: 20 });

    const messages = messagesOf(publication);
    const readers = readFileSync(join(publication, 'subscribers/sample.csv'), 'utf8').trim().split('\n').slice(1);
    const addresses = readers.map((line) => line.replaceAll('"', '').split(',')[0] ?? '').toSorted();
    const read = readWithPython(messages);
    expect(read.flatMap((mail) => mail.to.map(({ address }) => address)).toSorted()).toEqual(addresses);
    for (const [index, mail] of read.entries()) {
      expect(mail.defects).toEqual([]);
      expect(mail.contentType).toBe('multipart/alternative');
      expect(mail.parts.map((part) => part.contentType)).toEqual(['text/plain', 'text/html']);
      const headers = new Map(mail.headers);
      expect(headers.get('Subject')).toBe(subject);
      expect(headers.get('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');

      const parsed = await PostalMime.parse(messages[index] ?? '');
      expect(parsed.subject).toBe(headers.get('Subject'));
      const leave = /<(https:\/\/mail\.example\.org\/u\/[\w-]+)>/.exec(headers.get('List-Unsubscribe') ?? '')?.[1];
      for (const part of [parsed.html ?? '', parsed.text ?? '']) expect(part).toContain(leave);
      for (const titles of lists) {
        expect(inOrder(words(parsed.html ?? ''), titles)).toBe(true);
        expect(inOrder(collapse(parsed.text ?? ''), titles)).toBe(true);
      }
    }
  });
});

test('each reader has a link of their own, and those with a name are greeted by it', async () => {
  const publication = samplePublication();
  await courant(publication, ['send', '2026-11-24-daily', '--to', 'sample', '--yes']);
  const texts = await Promise.all(
    messagesOf(publication).map(async (bytes) => (await PostalMime.parse(bytes)).text ?? ''),
  );
  const links = new Set(texts.map((text) => /https:\/\/mail\.example\.org\/u\/[\w-]+/.exec(text)?.[0]));
  expect(links.size).toBe(20);
  expect(texts.filter((text) => text.includes('Good morning, Joana.'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('Good morning, reader.'))).toHaveLength(3);
});

test('sending again sends nothing and says why', async () => {
  const publication = samplePublication();
  const send = ['send', '2026-11-24-daily', '--to', 'sample', '--yes'];
  await courant(publication, send);
  const again = await courant(publication, send);
  expect(again.status).toBe(0);
  expect(again.stderr).toMatch(
    /^Nothing was sent: 20 readers of "Sample readers" had this issue already, last in \d{8}-\d{6}-\w{4} through the outbox\.\n$/,
  );
  expect(jsonOf(await courant(publication, [...send, '--json']))).toMatchObject({
    send: null,
    planned: 0,
    alreadySent: 20,
    audience: 20,
  });
  expect(readdirSync(join(publication, 'outbox'))).toHaveLength(1);
});

/** Every file of a build by its path. */
function builtFiles(publication: string): ReadonlyMap<string, string> {
  const dist = join(publication, 'dist/issues');
  const paths = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(dist, path)).toString('base64')]));
}

test('a build is the same bytes in another folder, another time zone, and another locale', async () => {
  const [here, there] = [samplePublication(), samplePublication()];
  const places = [
    { TZ: 'Asia/Tokyo', LANG: 'ja_JP.UTF-8' },
    { TZ: 'America/New_York', LANG: 'de_DE.UTF-8' },
  ];
  const runs = [
    await courant(here, ['build', '--all', '--json'], places[0]),
    await courant(there, ['build', '--all', '--json'], places[1]),
  ];
  expect(runs.map(({ status }) => status)).toEqual([0, 0]);
  expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
  const built = builtFiles(here);
  expect(built.size).toBeGreaterThan(15);
  expect(builtFiles(there)).toEqual(built);
});

test('a build from the shape cache is the same bytes as a full one', async () => {
  const publication = samplePublication();
  const cache = join(publication, '.courant/cache');
  await courant(publication, ['build', '--all']);
  const full = builtFiles(publication);
  expect(existsSync(cache)).toBe(true);
  await courant(publication, ['build', '--all']);
  expect(builtFiles(publication)).toEqual(full);
  rmSync(cache, { recursive: true });
  await courant(publication, ['build', '--all']);
  expect(builtFiles(publication)).toEqual(full);
});
