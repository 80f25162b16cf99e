import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { courant, samplePublication } from '../cli/run-courant.ts';
import { bodyOf, headersNamed, lineFaults, type ReadMail, readWithPython } from '../mail/read-back.ts';

const SAMPLES = ['2026-11-22-weekly', '2026-11-24-daily', '2026-11-25-daily-zh'];

/** RFC 5322 section 3.6 and the RFCs of lists: in this order, each once. */
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

interface Reader {
  readonly address: string;
  readonly name: string;
}

function readersOf(publication: string): readonly Reader[] {
  const rows = readFileSync(join(publication, 'subscribers/sample.csv'), 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [, address = '', name = ''] = /^"?([^",]+)"?,(?:"((?:[^"]|"")*)"|.*)$/.exec(row) ?? [];
    return {
      address,
      name: name === '' ? row.slice(row.indexOf(',') + 1).replaceAll('"', '') : name.replaceAll('""', '"'),
    };
  });
}

/** The build's own texts for a reader of whom only the address is known, with this reader's name and link in them. */
function expectedFor(
  built: string,
  reader: Reader,
  { token, fallback, kind }: { readonly token: string; readonly fallback: string; readonly kind: 'html' | 'txt' },
): string {
  const name = kind === 'html' ? reader.name.replaceAll('&', '&amp;').replaceAll('"', '&quot;') : reader.name;
  const greeted = reader.name === '' ? built : built.replaceAll(fallback, () => fallback.replace(/reader|读者/, name));
  return greeted.replaceAll('/u/preview', () => `/u/${token}`).replace(/\r\n|\n/g, '\r\n');
}

function tokenOf(mail: ReadMail): string {
  const [leave = ''] = headersNamed(mail, 'List-Unsubscribe');
  const [, token = '', again] =
    /^<https:\/\/mail\.example\.org\/u\/([\w-]+)>, <mailto:editors@example\.org\?subject=unsubscribe%20([\w-]+)>$/.exec(
      leave,
    ) ?? [];
  expect(again).toBe(token);
  return token;
}

/** The one place of the issues where the sample readers' name stands. */
const GREETING: Readonly<Record<string, string>> = {
  '2026-11-22-weekly': 'Dear reader,',
  '2026-11-24-daily': 'Good morning, reader.',
  '2026-11-25-daily-zh': '读者，早上好。',
};

describe.each(SAMPLES)('the bytes of %s as they leave', (name) => {
  test('are for each sample reader the built parts with the slots filled, in lines that every relay takes', async () => {
    const publication = samplePublication();
    expect((await courant(publication, ['build', name])).status).toBe(0);
    expect((await courant(publication, ['send', name, '--to', 'sample', '--yes'])).status).toBe(0);
    const [send = ''] = readdirSync(join(publication, 'outbox'));
    const folder = join(publication, 'outbox', send, 'new');
    const messages = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    const readers = readersOf(publication);
    expect([messages.length, readers.length]).toEqual([20, 20]);

    const [html = '', text = ''] = ['email.html', 'email.txt'].map((file) =>
      readFileSync(join(publication, 'dist/issues', name, file), 'utf8'),
    );
    const fallback = GREETING[name] ?? '';
    expect(text).toContain(fallback);
    for (const [index, mail] of readWithPython(messages).entries()) {
      const raw = messages[index] ?? Buffer.alloc(0);
      expect(lineFaults(raw)).toEqual([]);
      expect(mail.defects).toEqual([]);
      expect(mail.headers.map(([key]) => key)).toEqual(HEADERS);
      expect(mail.parts.map((part) => part.contentType)).toEqual(['text/plain', 'text/html']);
      const boundary = /boundary="(=_[0-9a-f]{32})"/.exec(raw.toString('latin1'))?.[1] ?? '';
      // Once in the header, before each of two parts, and at the end.
      expect(raw.toString('latin1').split(boundary).length - 1).toBe(4);
      const reader = readers.find(({ address }) => address === mail.to[0]?.address) ?? { address: '', name: '' };
      expect([mail.to.length, reader.address]).toEqual([1, mail.to[0]?.address]);
      const token = tokenOf(mail);
      expect(bodyOf(mail, 'text/html')).toBe(expectedFor(html, reader, { token, fallback, kind: 'html' }));
      expect(bodyOf(mail, 'text/plain')).toBe(expectedFor(text, reader, { token, fallback, kind: 'txt' }));
      // The address stands in its header and nowhere else: a forwarded mail tells nothing.
      expect(raw.toString('latin1').split(reader.address).length - 1).toBe(1);
    }
  });
});
