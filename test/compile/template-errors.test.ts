import { describe, expect, it } from 'vitest';
import { compileFiles, type Files, LAYOUT, places } from './fixtures.ts';

const LAYOUT_FILE = 'templates/daily/layout.mjml.hbs';
const STORY = 'templates/partials/story.mjml.hbs';
const PAGE = (inside: string): string =>
  `<mjml><mj-body><mj-section><mj-column>\n${inside}\n</mj-column></mj-section></mj-body></mjml>`;

/** Every case: what is wrong, the files, and the diagnostics with their exact places. */
const CASES: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'a layout that does not exist',
    { 'issues/one/issue.md': '---\nsubject: S\ndate: 2026-11-24\ntemplate: dayly\n---\n' },
    ['template/not-found issues/one/issue.md:4:11-4:16'],
  ],
  [
    'a block that is closed by another name',
    { [LAYOUT_FILE]: PAGE('{{#if lead}}<mj-text>a</mj-text>{{/each}}') },
    [`template/syntax ${LAYOUT_FILE}:2:4-2:6`],
  ],
  [
    'a mustache without end',
    { [LAYOUT_FILE]: PAGE('<mj-text>{{issue.subject</mj-text>') },
    [`template/syntax ${LAYOUT_FILE}:2:18-2:19`],
  ],
  [
    'a partial that does not exist, a helper that does not exist and a wrong slot, in one run',
    { [LAYOUT_FILE]: PAGE('{{> stori}}\n{{#if (equals 1 2)}}{{/if}}\n<mj-text>{{slot "name"}}</mj-text>') },
    [
      `template/partial-missing ${LAYOUT_FILE}:2:5-2:10`,
      `template/helper-unknown ${LAYOUT_FILE}:3:8-3:14`,
      `template/slot-field ${LAYOUT_FILE}:4:17-4:23`,
    ],
  ],
  [
    'partials that call each other',
    {
      [LAYOUT_FILE]: PAGE('{{> a}}'),
      'templates/partials/a.mjml.hbs': '{{> b}}',
      'templates/partials/b.mjml.hbs': 'x {{> a}}',
    },
    ['template/partial-recursive templates/partials/b.mjml.hbs:1:7-1:8'],
  ],
  [
    'an unknown block, three braces, a decorator and a computed partial',
    { [LAYOUT_FILE]: PAGE('{{#lead}}{{/lead}}\n{{{issue.subject}}}\n{{* deco}}\n{{> (lookup this "x")}}') },
    [
      `template/helper-unknown ${LAYOUT_FILE}:2:4-2:8`,
      `template/triple-stash ${LAYOUT_FILE}:3:1-3:20`,
      `template/helper-unknown ${LAYOUT_FILE}:4:5-4:9`,
      `template/partial-computed ${LAYOUT_FILE}:5:5-5:22`,
    ],
  ],
  [
    'names that are not there, in a partial inside each, and the MJML error beside them',
    {
      [LAYOUT_FILE]: LAYOUT,
      [STORY]:
        '<mj-section><mj-column>\r\n  <mj-text colour="red">{{titel}}</mj-text>\r\n  <mj-text>{{@root.issue.sujet}}</mj-text></mj-column></mj-section>',
    },
    [
      `template/name-unknown ${STORY}:2:27-2:32`,
      `template/name-unknown ${STORY}:3:14-3:31`,
      `template/mjml-attribute ${STORY}:2:12-2:24`,
    ],
  ],
  [
    'a name inside something that the issue does not have',
    { [LAYOUT_FILE]: PAGE('{{#each articles}}<mj-text>{{image.src}}</mj-text>{{/each}}') },
    [`template/name-of-null ${LAYOUT_FILE}:2:30-2:39`],
  ],
  [
    'reaching for what every object inherits',
    {
      [LAYOUT_FILE]: PAGE('<mj-text>{{issue.constructor}} {{issue.__proto__.x}} {{lookup issue "toString"}}</mj-text>'),
    },
    [
      `template/name-unknown ${LAYOUT_FILE}:2:12-2:29`,
      `template/name-unknown ${LAYOUT_FILE}:2:34-2:51`,
      `template/value-not-text ${LAYOUT_FILE}:2:54-2:81`,
    ],
  ],
  [
    'a list and a body where only text may stand',
    {
      [LAYOUT_FILE]: PAGE(
        '<mj-text>{{articles}}</mj-text>{{#each articles}}<mj-image src="a.png" alt="{{body}}" />{{/each}}',
      ),
    },
    [`template/value-not-text ${LAYOUT_FILE}:2:10-2:22`, `template/html-in-tag ${LAYOUT_FILE}:2:77-2:85`],
  ],
  [
    'a tag that is not closed',
    { [LAYOUT_FILE]: PAGE('<mj-text>a\n<mj-text>b</mj-text>') },
    [`template/tag-unclosed ${LAYOUT_FILE}:2:1-2:9`],
  ],
  [
    'a closing tag too many',
    { [LAYOUT_FILE]: PAGE('<mj-text>a</mj-text></mj-text>') },
    [`template/tag-mismatched ${LAYOUT_FILE}:2:21-2:31`],
  ],
  [
    'quotes that are not closed',
    { [LAYOUT_FILE]: PAGE('<mj-text color="red>a</mj-text>\n<mj-text align="left">b</mj-text>') },
    [`template/quote-unclosed ${LAYOUT_FILE}:2:10-2:11`],
  ],
  [
    'an attribute twice, an include, and text in a column',
    { [LAYOUT_FILE]: PAGE('<mj-text color="red" color="blue">a</mj-text>\n<mj-include path="x.mjml" />\nlost words') },
    [
      `template/attribute-twice ${LAYOUT_FILE}:2:22-2:27`,
      `template/include ${LAYOUT_FILE}:3:1-3:29`,
      `template/text-lost ${LAYOUT_FILE}:4:1-4:11`,
    ],
  ],
  [
    'elements, values and nesting that MJML refuses',
    { [LAYOUT_FILE]: PAGE('<mj-txt>a</mj-txt>\n<mj-text padding="wide">b</mj-text><mj-section></mj-section>') },
    [
      `template/mjml-nesting ${LAYOUT_FILE}:3:36-3:47`,
      `template/mjml-tag ${LAYOUT_FILE}:2:1-2:8`,
      `template/mjml-value ${LAYOUT_FILE}:3:10-3:24`,
    ],
  ],
  [
    'a slot in a colour and in a style, and a value without quotes',
    {
      [LAYOUT_FILE]: PAGE(
        '<mj-text color="{{slot "first_name"}}">a</mj-text>\n<mj-text align={{issue.dir}}>b<p style="color:{{slot "first_name"}}">c</p></mj-text>',
      ),
    },
    [
      `template/slot-place ${LAYOUT_FILE}:2:17-2:38`,
      `template/value-in-tag ${LAYOUT_FILE}:3:16-3:29`,
      `template/slot-place ${LAYOUT_FILE}:3:47-3:68`,
    ],
  ],
  [
    'what MJML would give random names',
    {
      [LAYOUT_FILE]: PAGE(
        '<mj-carousel><mj-carousel-image src="a.png" /></mj-carousel>\n<mj-navbar hamburger="hamburger"></mj-navbar>',
      ),
    },
    [`template/mjml-random ${LAYOUT_FILE}:2:1-2:14`, `template/mjml-random ${LAYOUT_FILE}:3:12-3:21`],
  ],
  [
    'a partial that is given two contexts',
    { [LAYOUT_FILE]: PAGE('{{> story lead issue}}') },
    [`template/render-failed ${LAYOUT_FILE}:1:1-1:1`],
  ],
  ['not MJML at all', { [LAYOUT_FILE]: 'Good morning' }, [`template/mjml-failed ${LAYOUT_FILE}:1:1-1:1`]],
  ['an empty layout', { [LAYOUT_FILE]: '' }, [`template/mjml-failed ${LAYOUT_FILE}:1:1-1:1`]],
  ['a control character', { [LAYOUT_FILE]: PAGE('a\u0001') }, [`template/control-character ${LAYOUT_FILE}:2:2-2:3`]],
  [
    'blocks some thousand deep',
    { [LAYOUT_FILE]: '{{#if a}}'.repeat(4000) },
    [`template/too-deep ${LAYOUT_FILE}:1:901-1:903`],
  ],
  [
    'a chain of {{else if}} some thousand long',
    { [LAYOUT_FILE]: `{{#if a}}${'{{else if a}}'.repeat(4000)}{{/if}}` },
    [`template/too-deep ${LAYOUT_FILE}:1:1297-1:1299`],
  ],
  [
    'brackets some thousand deep',
    { [LAYOUT_FILE]: `{{#if ${'(not '.repeat(4000)}` },
    [`template/too-deep ${LAYOUT_FILE}:1:2507-1:2509`],
  ],
  ['two million characters', { [LAYOUT_FILE]: 'x'.repeat(2_000_000) }, [`template/too-long ${LAYOUT_FILE}:1:1-1:2`]],
];

describe('what is wrong with a template', () => {
  it.each(CASES)('%s', async (_, files, expected) => {
    const { edition, diagnostics } = await compileFiles(files);
    expect(places(diagnostics)).toEqual(expected);
    expect(edition).toBeUndefined();
  });

  it('refuses an issue of more tags than MJML can compile in good time', async () => {
    const { diagnostics } = await compileFiles({ [LAYOUT_FILE]: PAGE('<mj-spacer />'.repeat(10_001)) });
    expect(places(diagnostics)).toEqual([`template/too-long ${LAYOUT_FILE}:1:1-1:1`]);
  });
});
