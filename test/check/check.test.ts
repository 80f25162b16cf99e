import { expect, test } from 'vitest';
import { checkEdition } from '../../src/check/check.ts';
import { largestHtml } from '../../src/compile/largest-size.ts';
import { RULES } from '../../src/check/rules.ts';
import { applySeverity } from '../../src/check/severity.ts';
import { diagnose } from '../../src/diagnostic/diagnostic.ts';
import { checkCodes } from '../../src/diagnostic/catalogue/check.ts';
import { at, type Changes, fieldSlot, nameSlot, sampleInput } from './sample-input.ts';

const OTHER = { folder: 'issues/2026-11-23-daily', idSpan: at(7, 'issues/2026-11-23-daily/issue.md') };

/** What is changed of a good issue → `line code` of all that is said, with the file where it isn't issue.md. */
const CASES: Readonly<Record<string, readonly [changes: Changes, said: readonly string[]]>> = {
  'a good issue': [{}, []],
  'an id used twice': [{ otherIssues: [{ ...OTHER, id: '2026-11-24-daily' }] }, ['1 check/duplicate-id']],
  'another id': [{ otherIssues: [{ ...OTHER, id: '2026-11-23-daily' }] }, []],
  'the issue itself among the others': [
    {
      otherIssues: [{ id: '2026-11-24-daily', folder: 'issues/2026-11-24-daily', idSpan: OTHER.idSpan }],
    },
    [],
  ],
  'a subject of 78': [{ subject: ['x'.repeat(78)] }, []],
  'a subject of 79': [{ subject: ['x'.repeat(79)] }, ['2 check/subject-long']],
  'Chinese letters take the room of two': [{ subject: ['渡'.repeat(40)] }, ['2 check/subject-long']],
  'and fit up to 39': [{ subject: ['渡'.repeat(39)] }, []],
  'an emoji is one sign': [{ subject: ['🚢'.repeat(78)] }, []],
  'a default counts for its slot': [{ subject: ['x'.repeat(70), nameSlot('dear reader')] }, ['2 check/subject-long']],
  'a subject still to write': [{ subject: ['TODO'] }, ['2 check/todo']],
  'no preheader': [{ preheader: null }, ['1 check/preheader-missing']],
  'a preheader like the subject': [{ preheader: ['FERRIES stop, until Friday!'] }, ['3 check/preheader-repeats']],
  'a preheader that goes on': [{ preheader: ['Ferries stop until Friday, and bread is short'] }, []],
  'signs alone are no words': [{ subject: ['!'], preheader: ['?'] }, []],
  'an article without text': [
    { article: { body: { blocks: [], notes: [], cut: null } } },
    ['10-ferries.md:2 check/article-empty'],
  ],
  'a teaser without text': [{ article: { body: { blocks: [], notes: [], cut: null }, display: 'teaser' } }, []],
  'a picture of a megabyte': [{ picture: { bytes: 1_000_000 } }, []],
  'a heavier one': [{ picture: { bytes: 1_000_001 } }, ['10-ferries.md:3 check/picture-heavy']],
  'a wide one': [{ picture: { width: 1_921 } }, ['10-ferries.md:3 check/picture-wide']],
  'a mail of 100 KB': [{ html: { pieces: ['x'.repeat(102_400)], slots: [] } }, []],
  'a mail of more': [{ html: { pieces: ['x'.repeat(102_401)], slots: [] } }, ['1 check/gmail-clipping']],
  'bytes count, not letters': [{ html: { pieces: ['渡'.repeat(34_134)], slots: [] } }, ['1 check/gmail-clipping']],
  'a slot may fill the rest': [
    { html: { pieces: ['x'.repeat(102_000), ''], slots: [fieldSlot('reader')] } },
    ['1 check/gmail-clipping'],
  ],
  'nobody reads it in Gmail': [
    { html: { pieces: ['x'.repeat(200_000)], slots: [] }, checks: { clients: ['outlook'] } },
    [],
  ],
  'readers lack a field without a default': [
    { html: { pieces: ['', ''], slots: [fieldSlot('')] }, lacking: new Map([['first_name', 12]]) },
    ['1 check/field-lacking'],
  ],
  'a field with a default may lack': [
    { html: { pieces: ['', ''], slots: [fieldSlot('reader')] }, lacking: new Map([['first_name', 12]]) },
    [],
  ],
  'nobody lacks it': [
    { html: { pieces: ['', ''], slots: [fieldSlot('')] }, lacking: new Map([['first_name', 0]]) },
    [],
  ],
};

test.each(Object.entries(CASES))('%s', (_, [changes, expected]) => {
  const { value, diagnostics } = checkEdition(sampleInput(changes));
  const said = diagnostics.map(({ code, span }) => {
    const file = span.file.slice(span.file.lastIndexOf('/') + 1);
    return `${file === 'issue.md' ? '' : `${file}:`}${span.line} ${code}`;
  });
  expect(said).toEqual(expected);
  expect(value === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
});

test('every code of the catalogue is tried, and every rule has one', () => {
  const tried = new Set(
    Object.values(CASES).flatMap(([, said]) => said.map((line) => line.slice(line.indexOf(' ') + 1))),
  );
  expect([...tried].toSorted()).toEqual(Object.keys(checkCodes).toSorted());
  expect(RULES).toHaveLength(Object.keys(checkCodes).length);
});

test('an id used twice names the other issue', () => {
  const input = sampleInput({ otherIssues: [{ ...OTHER, id: '2026-11-24-daily' }] });
  const { value, diagnostics } = checkEdition(input);
  expect(value).toBeUndefined();
  expect(diagnostics[0]?.span).toEqual(input.issue.idSpan);
  expect(diagnostics[0]?.notes.map(({ span }) => span)).toEqual([OTHER.idSpan]);
});

test('a checked edition is the edition, and nothing of the check shows', () => {
  const input = sampleInput();
  const { value } = checkEdition(input);
  expect(value).toMatchObject(input.edition);
  expect(JSON.stringify(value)).toBe(JSON.stringify(input.edition));
});

test('the publication makes a warning an error, or drops it', () => {
  const strict = { checks: { severity: { 'check/preheader-missing': 'error' } }, preheader: null };
  expect(checkEdition(sampleInput(strict)).value).toBeUndefined();
  const lax = { checks: { severity: { 'check/preheader-missing': 'off' } }, preheader: null };
  expect(checkEdition(sampleInput(lax)).diagnostics).toEqual([]);
});

test('an error is never softened, and applying twice changes nothing', () => {
  const severity = { 'promo/rank-duplicate': 'off', 'promo/rank-gap': 'error', 'promo/no-url': 'warning' } as const;
  const { publication } = sampleInput({ checks: { severity } });
  const finding = { message: 'm', hint: 'h' };
  const given = [
    diagnose('promo/rank-duplicate', at(1), finding),
    diagnose('promo/rank-gap', at(2), finding),
    diagnose('promo/no-url', at(3), finding),
  ];
  const applied = applySeverity(given, publication);
  expect(applied.map(({ severity: one }) => one)).toEqual(['error', 'error', 'warning']);
  expect(applySeverity(applied, publication)).toEqual(applied);
});

test('the largest HTML holds the longest values in the longest spelling', () => {
  const url = { kind: 'system', name: 'unsubscribe-url', place: 'html-url' } as const;
  const base = 'https://mail.example.org';
  expect(largestHtml({ pieces: ['é'], slots: [] }, base)).toBe(2);
  expect(largestHtml({ pieces: ['', ''], slots: [fieldSlot('')] }, base)).toBe(200 * 6);
  expect(largestHtml({ pieces: ['', ''], slots: [fieldSlot('', 'html-url')] }, base)).toBe(200 * 9);
  expect(largestHtml({ pieces: ['', ''], slots: [url] }, base)).toBeGreaterThan(base.length + 60);
});
