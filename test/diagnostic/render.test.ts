import { expect, test } from 'vitest';
import { type Diagnostic, diagnose } from '../../src/diagnostic/diagnostic.ts';
import { renderConcise } from '../../src/diagnostic/render/concise.ts';
import { renderGithub } from '../../src/diagnostic/render/github.ts';
import { renderHuman } from '../../src/diagnostic/render/human.ts';
import { renderJson } from '../../src/diagnostic/render/json.ts';
import { renderSarif } from '../../src/diagnostic/render/sarif.ts';
import { createSource, type Source, spanAt, startOf } from '../../src/diagnostic/source.ts';

/** A diagnostic at the first `needle` of a file. */
function at(source: Source, needle: string, message = 'it is wrong', notes: Diagnostic['notes'] = []): Diagnostic {
  const start = source.text.indexOf(needle);
  return diagnose('field/unknown', spanAt(source, start, start + needle.length), { message, hint: 'mend it', notes });
}

const SARIF = { version: '1.0.0', docs: null };

const human = (source: Source, ...diagnostics: readonly Diagnostic[]): string =>
  renderHuman(diagnostics, new Map([[source.path, source]]), { color: 'off', linkBase: null });

test('a person sees message, place, line, underline, hint and summary', () => {
  const source = createSource('issues/x/issue.md', '---\ntitle: a\ntitle: b\n');
  const note = { message: 'first written here', span: spanAt(source, 4, 9) };
  const second = diagnose('yaml/duplicate-key', spanAt(source, 13, 18), {
    message: 'twice',
    hint: 'remove one',
    notes: [note],
  });
  const warning = diagnose('link/insecure', startOf('b.md'), { message: 'plain http', hint: 'try https' });
  expect(human(source, warning, second)).toBe(`warning[link/insecure]: plain http
  --> b.md:1:1
   = hint: Try https.

error[yaml/duplicate-key]: twice
  --> issues/x/issue.md:3:1
   |
 3 | title: b
   | ^^^^^
   = note: first written here
  --> issues/x/issue.md:2:1
   |
 2 | title: a
   | -----
   = hint: Remove one.

1 error, 1 warning
`);
});

test.each([
  ['tabs are four columns', 'a\t\tkey: x', 'key', ' 1 | a        key: x\n   |          ^^^'],
  ['Chinese takes two', '标题：渡轮 stop', 'stop', ' 1 | 标题：渡轮 stop\n   |            ^^^^'],
  ['Chinese is underlined twice as wide', 'ab 渡轮', '渡轮', ' 1 | ab 渡轮\n   |    ^^^^'],
  ['accents take none', 'e\u0301te\u0301 x', 'x', ' 1 | e\u0301te\u0301 x\n   |     ^'],
  ['escape sequences are seen, not obeyed', '\u001b[31mred\u0007 x', 'x', ' 1 | ␛[31mred␇ x\n   |           ^'],
  ['a lone CR ends a line', 'a\rkey: x\rb', 'key', ' 2 | key: x\n   | ^^^'],
  ['bidi overrides are spelled out', '\u202eabc x', 'x', ' 1 | <U+202E>abc x\n   |             ^'],
])('%s', (_, text, needle, expected) => {
  const source = createSource('a.md', text);
  expect(human(source, at(source, needle))).toContain(`\n${expected}\n`);
});

test('of a very long line the part around the place is shown', () => {
  const source = createSource('a.md', `${'好'.repeat(2_000_000)}needle${'x'.repeat(2_000_000)}`);
  const text = human(source, at(source, 'needle'));
  const [line = '', underline = ''] = text.split('\n').slice(3, 5);
  expect(text.length).toBeLessThan(700);
  expect(line).toMatch(/^ 1 \| …好{60}needlex+…$/);
  expect(underline).toBe(`   | ${' '.repeat(121)}^^^^^^`);
});

test('an underline of several lines ends with the first, and an empty place is one sign', () => {
  const source = createSource('a.md', 'one two\nthree\n');
  expect(human(source, at(source, 'two\nthree'))).toContain(' 1 | one two\n   |     ^^^\n');
  expect(human(source, diagnose('field/empty', spanAt(source, 3, 3), { message: 'm', hint: 'h' }))).toContain(
    '   |    ^\n',
  );
});

test('messages and paths keep to their line', () => {
  const source = createSource('a\u001b]8;;x.md', 'key');
  const text = human(source, at(source, 'key', 'one\r\n\u001b[2Jtwo'));
  expect(text).toContain('error[field/unknown]: one ␛[2Jtwo\n  --> a␛]8;;x.md:1:1\n');
});

test('colours come only when they are wanted', () => {
  const source = createSource('a.md', 'key');
  const on = renderHuman([at(source, 'key')], new Map([['a.md', source]]), { color: 'on', linkBase: null });
  expect(on).toContain('\u001b[1;31merror[field/unknown]\u001b[0m');
  expect(on.replaceAll(/\p{Cc}\[[\d;]*m/gu, '')).toBe(human(source, at(source, 'key')));
  expect(renderHuman([], new Map(), { color: 'on', linkBase: null })).toBe('');
});

test('scripts get the form of the contract', () => {
  const source = createSource('issues/x/a.md', 'a\nkey');
  const note = { message: 'first used here', span: spanAt(source, 0, 1) };
  expect(JSON.parse(renderJson([at(source, 'key', 'm\u0000', [note])]))).toEqual({
    diagnostics: [
      {
        code: 'field/unknown',
        severity: 'error',
        message: 'm\u0000',
        hint: 'Mend it.',
        file: 'issues/x/a.md',
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 4,
        notes: [{ message: 'first used here', file: 'issues/x/a.md', line: 1, column: 1 }],
      },
    ],
    summary: { errors: 1, warnings: 0 },
  });
  expect(JSON.parse(renderJson([]))).toEqual({ diagnostics: [], summary: { errors: 0, warnings: 0 } });
});

test('concise is one line each, in the order of files and places', () => {
  const a = createSource('a.md', 'x\nkey\n');
  const b = createSource('b.md', 'key');
  expect(renderConcise([at(b, 'key'), at(a, 'key', 'two\nlines'), at(a, 'x')])).toBe(
    'a.md:1:1: error[field/unknown] it is wrong\na.md:2:1: error[field/unknown] two lines\nb.md:1:1: error[field/unknown] it is wrong\n',
  );
});

test('GitHub gets annotations, escaped', () => {
  const source = createSource('issues/a,b:c/100%.md', 'x\nkey\nend');
  expect(renderGithub([at(source, 'key', '50% off\nnow: yes')])).toBe(
    '::error file=issues/a%2Cb%3Ac/100%25.md,line=2,col=1,endLine=2,endColumn=4,title=field/unknown::50%25 off%0Anow: yes%0AMend it.\n',
  );
  expect(renderGithub([at(source, 'key\nend')])).toContain(',line=2,endLine=3,title=');
});

test('SARIF names rules and places', () => {
  const source = createSource('issues/日报/a b.md', 'key');
  const log: unknown = JSON.parse(
    renderSarif([at(source, 'key', 'm', [{ message: 'n', span: startOf('c.md') }])], SARIF),
  );
  expect(log).toMatchObject({
    version: '2.1.0',
    runs: [{ columnKind: 'utf16CodeUnits', tool: { driver: { rules: [{ id: 'field/unknown' }] } } }],
  });
  const results = [
    {
      ruleId: 'field/unknown',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'm\nMend it.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'issues/%E6%97%A5%E6%8A%A5/a%20b.md', uriBaseId: '%SRCROOT%' },
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 4 },
          },
        },
      ],
      relatedLocations: [{ message: { text: 'n' }, physicalLocation: { artifactLocation: { uri: 'c.md' } } }],
    },
  ];
  expect(log).toMatchObject({ runs: [{ results }] });
});

test('places are links where the terminal shows them, and read the same', () => {
  const source = createSource('issues/日/a b%.md', 'x\nkey');
  const found = at(source, 'key', 'm', [{ message: 'n', span: startOf('c\u0007.md') }]);
  const text = renderHuman([found], new Map(), { color: 'off', linkBase: 'file:///home/ana/' });
  expect(text).toContain(
    '--> \u001b]8;;file:///home/ana/issues/%E6%97%A5/a%20b%25.md#2\u001b\\issues/日/a b%.md:2:1\u001b]8;;\u001b\\\n',
  );
  expect(text).toContain('\u001b]8;;file:///home/ana/c%07.md#1\u001b\\c␇.md:1:1');
  expect(text.replaceAll(/\u001b\]8;;.*?\u001b\\/g, '')).toBe(
    renderHuman([found], new Map(), { color: 'off', linkBase: null }),
  );
});

test('GitHub logs show control characters, and obey none', () => {
  const source = createSource('a\u001b[2J.md', 'key');
  expect(renderGithub([at(source, 'key', '\u001b[31mred\u202e')])).toBe(
    '::error file=a␛[2J.md,line=1,col=1,endLine=1,endColumn=4,title=field/unknown::␛[31mred<U+202E>%0AMend it.\n',
  );
});
