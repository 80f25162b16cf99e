import { expect, test } from 'vitest';
import { renderProse } from '../../../src/compile/prose/prose-html.ts';
import { parseMarkdown } from '../../../src/content/markdown/parse-markdown.ts';
import { createSource } from '../../../src/diagnostic/source.ts';
import { publicationSchema } from '../../../src/publication/schema/publication.ts';

const publication = {
  ...publicationSchema.parse({
    name: 'The Harbour Daily',
    url: 'https://news.example.org',
    linkBase: 'https://mail.example.org',
    from: 'daily@example.org',
    address: '1 Quay Street',
    fields: { first_name: { type: 'text' } },
  }),
  source: createSource('courant.yaml', ''),
};

function render(text: string, options: { styles?: Readonly<Record<string, string>>; cjk?: boolean } = {}): string {
  const source = createSource('a.md', text);
  const tree = parseMarkdown(source, 0, text.length, { publication, otherFiles: new Set(['images/port.png']) }).value;
  return renderProse(tree, {
    styles: options.styles ?? {},
    mark: (slot, place) => `<<${slot.field} ${place}>>`,
    resolveImage: (src) =>
      src.endsWith('port.png') ? { src: 'https://cdn.example.org/1.png', width: 600, height: 400 } : null,
    headingOffset: 1,
    cjk: options.cjk ?? false,
    anchor: '3',
    backToText: 'Back to the text',
  });
}

const CASES: readonly (readonly [text: string, html: string])[] = [
  ['', ''],
  ['a & "b" \'c\' 1 < 2 = 3', '<p>a &amp; &quot;b&quot; &#39;c&#39; 1 &lt; 2 = 3</p>'],
  ['# One\n\n###### Six', '<h2>One</h2>\n<h6>Six</h6>'],
  ['*a* **b** ~~c~~ `<d>`  \ne\nf', '<p><em>a</em> <strong>b</strong> <s>c</s> <code>&lt;d&gt;</code><br>\ne\nf</p>'],
  ['海港\n今天\nHello', '<p>海港今天\nHello</p>'],
  [
    'Hi {{first_name}}, [go](https://e.org/?a=1&b={{first_name}} "\'t\'")',
    '<p>Hi <<first_name text>>, <a href="https://e.org/?a=1&amp;b=<<first_name url>>" title="&#39;t&#39;">go</a></p>',
  ],
  ['3. a\n   - b\n4. c', '<ol start="3">\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>'],
  ['- a\n\n- b', '<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>'],
  ['> a\n\n---', '<blockquote>\n<p>a</p>\n</blockquote>\n<hr>'],
  ['```\na <b>\n\n c\n```', '<pre><code>a &lt;b&gt;\n\n c\n</code></pre>'],
  [
    '|a|b|\n|-|-:|\n|1|2|',
    '<table role="table" border="0" cellpadding="0" cellspacing="0">\n<thead><tr><th scope="col">a</th><th scope="col" align="right">b</th></tr></thead>\n<tbody>\n<tr><td>1</td><td align="right">2</td></tr>\n</tbody>\n</table>',
  ],
  [
    '![The "quay"](images/port.png "On Monday")',
    '<p><img src="https://cdn.example.org/1.png" alt="The &quot;quay&quot;" width="600" height="400" style="max-width:100%;height:auto"><br><span class="soft">On Monday</span></p>',
  ],
  [
    'a[^1]\n\n[^1]: b',
    '<p>a<sup><a href="#fn-3-1" id="fnref-3-1" role="doc-noteref">[1]</a></sup></p>\n<hr>\n<ol>\n<li id="fn-3-1">b <a href="#fnref-3-1" role="doc-backlink" aria-label="Back to the text">↑</a></li>\n</ol>',
  ],
  [
    '> The sea decides.\n> — Ana *Quill*',
    '<blockquote>\n<p>The sea decides.</p>\n<p class="soft">— Ana <em>Quill</em></p>\n</blockquote>',
  ],
  ['- ```\n  a\n\n\n  ```', '<ul>\n<li>\n<pre><code>a\n\n\n</code></pre>\n</li>\n</ul>'],
  ['a ![gone](https://e.org/x.png) b', '<p>a [gone] b</p>'],
];

test.each(CASES)('%j', (text, html) => {
  expect(render(text)).toBe(html);
});

test('styles go where their element is, escaped, and nowhere else', () => {
  const styles = {
    p: "font-family:'A B',serif;",
    a: 'color:red',
    figcaption: 'color:gray',
    figure: 'margin:0',
    img: 'border:0',
  };
  expect(render('[a](https://e.org)', { styles })).toBe(
    '<p style="font-family:&#39;A B&#39;,serif"><a href="https://e.org" style="color:red">a</a></p>',
  );
  expect(render('![a](images/port.png "b")', { styles })).toBe(
    '<p style="margin:0"><img src="https://cdn.example.org/1.png" alt="a" width="600" height="400" style="border:0;max-width:100%;height:auto"><br><span class="soft" style="color:gray">b</span></p>',
  );
});

test('languages without italics get bold instead', () => {
  expect(render('*海*港', { cjk: true })).toBe('<p><em style="font-style:normal;font-weight:bold">海</em>港</p>');
});
