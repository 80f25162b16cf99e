import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDmarc } from '../../../src/app/doctor/dmarc.ts';
import { readSpf } from '../../../src/app/doctor/spf.ts';
import { examOf, verdictOf } from './exam.ts';
import { fakeDns } from './fake-dns.ts';

const TOKENS = [
  'v=spf1',
  'v=DMARC1',
  ';',
  ' ',
  'include:',
  'redirect=',
  'example.org',
  'p=',
  'sp=',
  'all',
  '-',
  '+',
  'a',
  '%{i}',
  '=',
  '\u0000',
  '渡',
];
const record = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((tokens) => `v=spf1 ${tokens.join('')}`),
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((tokens) => `v=DMARC1;${tokens.join('')}`),
);

test('whatever stands in the DNS is read, at a receiver’s cost, and can be shown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 3 }), async (records) => {
      const dns = fakeDns({ 'example.org TXT': records, '_dmarc.example.org TXT': records });
      expect((await readSpf('example.org', dns)).kind).toMatch(/^(none|record|broken|unknown)$/);
      expect((await findDmarc('example.org', dns)).kind).toMatch(/^(none|policy|several)$/);
      expect(dns.asked.length).toBeLessThan(20);
      for (const check of ['spf', 'dmarc']) {
        const { message, hint } = await verdictOf(check, examOf({ dns }));
        expect(`${message}${hint ?? ''}`).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }
    }),
    { numRuns: 300 },
  );
});
