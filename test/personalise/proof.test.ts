import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import type { FieldValue } from '../../src/audience/subscriber.ts';
import type { MessageEdition } from '../../src/personalise/personalise.ts';
import { prepareProof } from '../../src/personalise/proof.ts';
import { linkKeys, verifyToken } from '../../src/personalise/token.ts';
import { edition, leave, PUBLICATION, pieces, slot } from './sample-edition.ts';

const NAME = slot('header', { fallback: 'reader' });
const FACTS = {
  to: 'colleague@example.org',
  proof: 'proof-20261124-060000-abcd',
  place: 0,
  date: { instant: Date.parse('2026-11-24T06:00:00Z'), offsetMinutes: 0 },
};

function proofOf(made: MessageEdition, fields: Readonly<Record<string, FieldValue>> = {}): Buffer {
  return prepareProof(made, PUBLICATION)({ ...FACTS, fields }).bytes;
}

async function subjectOf(subject: MessageEdition['subject'], fields = {}): Promise<string | undefined> {
  return (await PostalMime.parse(proofOf(edition({ subject }), fields))).subject;
}

test.each([
  ['plain', pieces('Ferries stop'), {}, '[Proof] Ferries stop'],
  ['Chinese', pieces('渡轮停航'), {}, '[Proof] 渡轮停航'],
  ['Arabic', pieces('توقفت العبّارات'), {}, '[Proof] توقفت العبّارات'],
  ['a slot inside', pieces('Hello ', NAME, '!'), { first_name: 'Ada' }, '[Proof] Hello Ada!'],
  ['a slot first', pieces('', NAME, ', hello'), { first_name: '王' }, '[Proof] 王, hello'],
  ['a slot alone, without a value', pieces('', NAME, ''), {}, '[Proof] reader'],
  ['nothing', pieces(''), {}, '[Proof]'],
  ['255 characters with the mark', pieces('x'.repeat(5000)), {}, `[Proof] ${'x'.repeat(247)}`],
  ['no half of a character', pieces(`x${'𝄞'.repeat(200)}`), {}, `[Proof] x${'𝄞'.repeat(123)}`],
])('the subject is marked: %s', async (_name, subject, fields, expected) => {
  expect(await subjectOf(subject, fields)).toBe(expected);
});

test('no link of a proof unsubscribes anybody', async () => {
  const link = edition({
    html: pieces('<a href="', leave('html-url'), '">leave</a>'),
    text: pieces('Leave: ', leave('plain')),
  });
  const mail = await PostalMime.parse(proofOf(link, { first_name: 'Ada' }));
  const tokens = [mail.html, mail.text, mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value].flatMap(
    (part) => [...(part ?? '').matchAll(/\/u\/([\w-]+)|unsubscribe%20([\w-]+)/g)].map(([, a, b]) => a ?? b),
  );
  expect(tokens).toEqual(['preview', 'preview', 'preview', 'preview']);
  expect(verifyToken(linkKeys(['a secret', 'preview']), 'preview')).toBeNull();
});

test('each message of each proof has its own Message-ID, and goes to its address alone', () => {
  const compose = prepareProof(edition({}), PUBLICATION);
  const [first, second] = [0, 1].map((place) => compose({ ...FACTS, fields: {}, place }));
  const other = compose({ ...FACTS, fields: {}, proof: 'proof-20261124-060000-efgh' });
  expect(new Set([first?.messageId, second?.messageId, other.messageId]).size).toBe(3);
  expect(first?.envelope.to).toBe('colleague@example.org');
  expect(compose({ ...FACTS, fields: {} }).bytes.equals(first?.bytes ?? Buffer.alloc(0))).toBe(true);
});
