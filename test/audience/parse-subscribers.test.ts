import { expect, test } from 'vitest';
import { parseSubscribers, type SubscriberEntry } from '../../src/audience/parse-subscribers.ts';

const FIELDS = {
  first_name: { type: 'text' },
  visits: { type: 'number' },
  joined: { type: 'date' },
  paying: { type: 'boolean' },
} as const;

/** CSV → each entry as `line address {fields} [lists]`, or `line kind: reason`. */
const CASES: Readonly<Record<string, readonly [text: string, entries: readonly string[]]>> = {
  'an address alone': ['email\nann@example.org\n', ['2 ann@example.org {} []']],
  'case of the local part stays, the domain is lowered': ['email\nAnn@Example.ORG', ['2 Ann@example.org {} []']],
  'an international domain': ['email\nann@bücher.example', ['2 ann@xn--bcher-kva.example {} []']],
  'a byte-order mark, CRLF, and columns in any order and case': [
    '\uFEFFFirst_Name, EMAIL \r\nAnn,ann@example.org\r\n,bo@example.org\r\n',
    ['2 ann@example.org {"first_name":"Ann"} []', '3 bo@example.org {} []'],
  ],
  'typed fields': [
    'email,visits,joined,paying,first_name\nann@example.org, 3.5 ,2026-02-28,Yes," Ann, ""A"" "',
    ['2 ann@example.org {"first_name":" Ann, \\"A\\" ","visits":3.5,"joined":"2026-02-28","paying":true} []'],
  ],
  'values that are none of their type, all said at once': [
    'email,visits,joined,paying\nann@example.org,many,2026-02-30,perhaps\n',
    [
      '2 rejected: visits: “many” isn’t a number such as 12 or 3.5; joined: “2026-02-30” isn’t a day such as 2026-11-24; paying: “perhaps” isn’t true or false',
    ],
  ],
  'lists of a cell': [
    'email,list\nann@example.org,"daily, weekly,daily"\nbo@example.org,',
    ['2 ann@example.org {} ["daily","weekly"]', '3 bo@example.org {} []'],
  ],
  'a bad address': [
    'email\nann\nbo@example.org',
    ['2 rejected: “ann” isn’t an address: it has no “@”', '3 bo@example.org {} []'],
  ],
  'an empty address': ['email,first_name\n,Ann', ['2 rejected: “” isn’t an address: it is empty']],
  'a comma without quotes': [
    'email,first_name\nann@example.org,Ann,Lee\nbo@example.org',
    [
      '2 rejected: the row has 3 cells and the header 2; a value with a comma in it must stand in quotes',
      '3 rejected: the row has 1 cell and the header 2',
    ],
  ],
  'lines count through quoted breaks, empty lines and lost quotes': [
    'email,first_name\n\nann@example.org,"A\nnn"\n\nbo@example.org,"Bo\ncy@example.org,Cy\n',
    [
      '3 ann@example.org {"first_name":"A\\nnn"} []',
      '6 rejected: this cell opens a quote that is never closed',
      '7 cy@example.org {"first_name":"Cy"} []',
    ],
  ],
  'an unknown column is told once': [
    'email,firstname,shoe\nann@example.org,Ann,44\nbo@example.org,Bo,45',
    [
      '1 notice: the column “firstname” is left out: did you mean first_name?',
      '1 notice: the column “shoe” is left out: declare it under fields: in courant.yaml to keep it',
      '2 ann@example.org {} []',
      '3 bo@example.org {} []',
    ],
  ],
  'a column twice': [
    'email,visits,visits\nann@example.org,1,2',
    ['1 notice: the column “visits” stands twice; the first one counts', '2 ann@example.org {"visits":1} []'],
  ],
  'names of the language itself are ordinary columns': [
    'email,__proto__,constructor\nann@example.org,1,2',
    [
      '1 notice: the column “__proto__” is left out: declare it under fields: in courant.yaml to keep it',
      '1 notice: the column “constructor” is left out: declare it under fields: in courant.yaml to keep it',
      '2 ann@example.org {} []',
    ],
  ],
  'no column email': [
    'e-mail,visits\nann@example.org,1',
    [
      '1 unreadable: the first line names no column email; rename “e-mail”, or say which one it is: --map "Header=email"',
    ],
  ],
  'NUL in a value, which the store would cut it at': [
    'email,first_name,list\nann@example.org,An\0n,daily\nbo@example.org,Bo,da\0ily',
    [
      '2 rejected: first_name: it holds the character NUL, which no text has; was the file read in a wrong encoding?',
      '3 rejected: “da\uFFFDily”: it holds the character NUL, which no text has; was the file read in a wrong encoding?',
    ],
  ],
  tabs: ['email\tvisits\nann@example.org\t1', ['2 ann@example.org {"visits":1} []']],
  'line ends of old Macs': [
    'email,first_name\rann@example.org,"A\rnn"\r\rbo@example.org,فاطمة\r',
    ['2 ann@example.org {"first_name":"A\\rnn"} []', '5 bo@example.org {"first_name":"فاطمة"} []'],
  ],
  semicolons: ['email;visits\nann@example.org;1', ['2 ann@example.org {"visits":1} []']],
  'an empty file': ['', ['1 unreadable: the file is empty; its first line must name the columns, such as email']],
  'a header alone': ['email,visits\n', []],
  'control characters are not repeated': [
    'email\na\u001b[31mb\u202e',
    ['2 rejected: “a\uFFFD[31mb\uFFFD” isn’t an address: it has no “@”'],
  ],
};

test.each(Object.entries(CASES))('%s', async (_, [text, expected]) => {
  expect((await read([text])).map(shown)).toEqual(expected);
});

test('pieces of any size give the same entries', async () => {
  const text = '\uFEFFemail,first_name\r\nann@example.org,"A\r\nnn"\r\nbo@example.org,渡🚢\r\n';
  const whole = await read([text]);
  expect(whole).toHaveLength(2);
  expect(await read(text.split(''))).toEqual(whole);
  expect(await read(['', '', text])).toEqual(whole);
});

test('many rows come through in order, with their lines', async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `reader${i}@example.org,${i}`);
  let line = 1;
  for (const entry of await read([`email,visits\n${rows.join('\n')}`])) {
    line += 1;
    if (entry.kind !== 'subscriber' || entry.line !== line || entry.fields['visits'] !== line - 2)
      throw new Error(`line ${line} came out as ${JSON.stringify(entry)}`);
  }
  expect(line).toBe(60_001);
});

test('quotes, line breaks in them and empty lines far into a file leave each row its line', async () => {
  const names = ['Ann', '"Lee, ""A"""', '"two\r\nlines"', '李雷', '"فاطمة"', ''];
  const expected: number[] = [];
  let text = 'email,first_name\r\n';
  let next = 2;
  for (let i = 0; i < 6000; i += 1) {
    const name = names[i % names.length] ?? '';
    expected.push(next);
    text += `reader${i}@example.org,${name}${i % 2 === 0 ? '\r\n' : '\n'}${name === '' ? '\n\r\n' : ''}`;
    next += name === '' ? 3 : name.includes('\n') ? 2 : 1;
  }
  expect((await read([text])).map(({ line }) => line)).toEqual(expected);
});

test.each([
  ['2024-02-29', '2024-02-29'],
  ['2026-02-29', null],
  ['2026-00-10', null],
  ['2026-13-01', null],
  ['2026-01-00', null],
  ['2026-04-30 08:00', '2026-04-30'],
  ['2026-04-31T08:00', null],
])('the day %s', async (cell, day) => {
  const [entry] = await read([`email,joined\nann@example.org,${cell}`]);
  expect(entry?.kind === 'subscriber' ? entry.fields['joined'] : null).toBe(day);
});

test('a domain met before is read as the first time', async () => {
  const long = `${'a'.repeat(65)}@example.org`;
  const entries = await read([`email\na@Example.ORG\nB@Example.ORG\nc@example.org\nD@example.org\n${long}`]);
  expect(entries.map((entry) => (entry.kind === 'subscriber' ? entry.address : entry.kind))).toEqual([
    'a@example.org',
    'B@example.org',
    'c@example.org',
    'D@example.org',
    'rejected',
  ]);
});

async function read(chunks: readonly string[]): Promise<readonly SubscriberEntry[]> {
  const entries: SubscriberEntry[] = [];
  for await (const block of parseSubscribers(chunks, { declared: FIELDS })) entries.push(...block);
  return entries;
}

function shown(entry: SubscriberEntry): string {
  if (entry.kind !== 'subscriber') return `${entry.line} ${entry.kind}: ${entry.reason}`;
  return `${entry.line} ${entry.address} ${JSON.stringify(entry.fields)} ${JSON.stringify(entry.lists)}`;
}
