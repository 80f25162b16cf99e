import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/content/markdown/parse-markdown.ts';
import { createSource } from '../../src/diagnostic/source.ts';
import { importFragment } from '../../src/ingest/html/import-fragment.ts';
import { parsePublication } from '../../src/publication/parse-publication.ts';
import { SMALL } from '../cli/run-courant.ts';

const publication = parsePublication(createSource('courant.yaml', SMALL)).value;
if (publication === undefined) throw new Error('the sample publication has errors');

const BASE = 'https://quay.example.org/a/';

/** A piece of HTML → its Markdown. */
test.each([
  ['<p>a <b>bold</b>, <i>it</i> &amp; <s>gone</s></p>', 'a **bold**, *it* & ~~gone~~'],
  ['<p>他说<strong>“停航”</strong>了</p>', '他说“停航”了'],
  ['<p>他说<strong>停航</strong>了</p>', '他说**停航**了'],
  ['<p><b>a</b><b>b</b></p>', 'ab'],
  ['<p>one<br>two<br></p>', 'one\\\ntwo'],
  ['<p>wow!<a href="/x">x</a></p>', 'wow\\![x](https://quay.example.org/x)'],
  [
    '<p><a href="javascript:alert(1)">x</a> <a href="#y">y</a> <a href="mailto:a@example.org">z</a></p>',
    'x y [z](mailto:a@example.org)',
  ],
  ['<p>{{a}} {<b>{</b>b}}</p>', '\\{{a}} \\{\\{b}}'],
  ['<p>1. no list</p><p># no heading</p><p>- no bullet</p>', '1\\. no list\n\n\\# no heading\n\n\\- no bullet'],
  ['<ol start="3"><li>c</li><li>d<ul><li>e</li></ul></li></ol>', '3. c\n4. d\n   - e'],
  ['<pre>a <b>b</b>\n  {{c}}</pre>', '```\na b\n  {{c}}\n```'],
  ['<img src="x.jpg">', '![TODO](https://quay.example.org/a/x.jpg)'],
  [
    '<figure><img src="/x y.jpg" alt="a [b]"><figcaption>“c” "d" {{e}}</figcaption></figure>',
    '![a \\[b\\]](https://quay.example.org/x%20y.jpg "“c” \\"d\\" \\{{e}}")',
  ],
  ['<iframe src="https://film.example.com/1"></iframe>', '[https://film.example.com/1](https://film.example.com/1)'],
  ['<table><tr><td>a|b</td><td><table><tr><td>c</td></tr></table></td></tr></table>', 'a\\|b\n\nc'],
  ['<script>x</script><style>y</style><!-- z --><p>p</p>', 'p'],
])('%s', async (html, markdown) => {
  const read = await importFragment(html, BASE, null);
  expect(read.ok ? read.value.body : read.refusal.code).toBe(markdown);
});

const piece = constantFrom(
  '<p>',
  '</p>',
  '<div>',
  '</div>',
  '<b>',
  '</b>',
  '<em>',
  '</em>',
  '<del>',
  '</del>',
  '<a href="/x">',
  '<a href="http://[">',
  '<a href="https://a.example.org/?q=(1)&copy;{{x}}">',
  '</a>',
  '<ul>',
  '<ol>',
  '<li>',
  '</li>',
  '</ul>',
  '</ol>',
  '<blockquote>',
  '</blockquote>',
  '<h2>',
  '</h2>',
  '<pre>',
  '</pre>',
  '<code>',
  '</code>',
  '<br>',
  '<hr>',
  '<table>',
  '<tr>',
  '<td>',
  '</table>',
  '<img src="a.jpg">',
  '<img src="data:x" alt="y">',
  '<figure>',
  '</figure>',
  '<figcaption>',
  '<script>',
  '</script>',
  '<svg>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<x:y>',
  '<input value="v">',
  'word',
  ' ',
  '\n',
  '渡',
  '“',
  '”',
  '{{',
  '}}',
  '{',
  '\\',
  '*',
  '_',
  '`',
  '[',
  ']',
  '](',
  '&lt;b&gt;',
  '&amp;',
  '&',
  '!',
  '# ',
  '- ',
  '1. ',
  '|',
  '~~',
  '=',
  '---',
  '>',
  'https://a.example.org',
  '\u0007',
  'ق',
);

test('whatever the page, check finds no error in its Markdown', async () => {
  await assert(
    asyncProperty(array(piece, { maxLength: 25 }), async (pieces) => {
      const read = await importFragment(pieces.join(''), BASE, null);
      const body = read.ok ? read.value.body : '';
      const parsed = parseMarkdown(createSource('10-x.md', body), 0, body.length, {
        publication,
        otherFiles: new Set(),
      });
      expect(
        parsed.diagnostics
          .filter(({ severity }) => severity === 'error')
          .map(({ code, span }) => [code, span.line, body]),
      ).toEqual([]);
    }),
    { numRuns: 500, seed: 20261124 },
  );
}, 60_000);
