import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compileEdition } from '../../src/compile/compile-edition.ts';
import { templateKey } from '../../src/compile/precompiled-template.ts';
import { precompileTemplate } from '../../src/compile/ready-template.ts';
import { type Files, inputOf, memoryCache, places } from './fixtures.ts';

const STORY = 'templates/partials/story.mjml.hbs';
const LAYOUT_FILE = 'templates/daily/layout.mjml.hbs';
const COLUMN = (inside: string): string => `<mj-section><mj-column>${inside}</mj-column></mj-section>\n`;

async function compile(files: Files, templates: ReturnType<typeof memoryCache>) {
  const cache = { shapes: memoryCache(), templates };
  return compileEdition({ ...inputOf(files), cache });
}

describe('a template that was compiled before', () => {
  it('is taken as it was, and gives the same edition', async () => {
    const templates = memoryCache();
    const first = await compile({}, templates);
    const again = await compile({}, templates);
    // The code, and what the YAML files say.
    expect([templates.texts.size, templates.hits()]).toEqual([2, 2]);
    expect(again).toEqual(first);
    expect(again).toEqual(await compileEdition(inputOf({})));
  });

  it('still leads every problem of an issue back to its file', async () => {
    const files = { [STORY]: COLUMN('<mj-text>{{title}}</mj-text>\n  <mj-text>{{image.src}}{{title.x}}</mj-text>') };
    const templates = memoryCache();
    const expected = [`template/name-of-null ${STORY}:2:14-2:23`, `template/name-unknown ${STORY}:2:27-2:34`];
    for (const hits of [0, 2]) {
      const { value, diagnostics } = await compile(files, templates);
      expect(value).toBeUndefined();
      expect(places(diagnostics)).toEqual(expected);
      expect(templates.hits()).toBe(hits);
    }
  });

  it('has its slots looked up among the fields of today', async () => {
    const story = { [STORY]: COLUMN('<mj-text>{{slot "first_name" default="reader"}}</mj-text>') };
    const templates = memoryCache();
    expect((await compile(story, templates)).diagnostics).toEqual([]);
    const input = inputOf(story);
    const publication = { ...input.publication, fields: {} };
    const cache = { shapes: memoryCache(), templates };
    const { diagnostics } = await compileEdition({ ...input, publication, cache });
    expect(places(diagnostics)).toEqual([`template/slot-field ${STORY}:1:40-1:52`]);
    expect(templates.hits()).toBe(2);
  });

  it.each([
    ['another layout', { [LAYOUT_FILE]: `<mjml><mj-body>${COLUMN('<mj-text>a</mj-text>')}</mj-body></mjml>` }],
    ['another partial', { [STORY]: COLUMN('<mj-text>b</mj-text>') }],
    ['a partial more', { 'templates/partials/more.mjml.hbs': '' }],
  ])('is another with %s', (_, files: Files) => {
    const key = templateKey(inputOf({}).templates, 'daily');
    expect(templateKey(inputOf({}).templates, 'daily')).toBe(key);
    expect(templateKey(inputOf(files).templates, 'daily')).not.toBe(key);
  });

  it('is not kept while anything is wrong with it', async () => {
    const templates = memoryCache();
    const broken = { [STORY]: COLUMN('<mj-text>{{{title}}}</mj-text>') };
    await compile(broken, templates);
    expect(templates.texts.has(templateKey(inputOf(broken).templates, 'daily'))).toBe(false);
  });

  it.each([
    '',
    'null',
    '{}',
    '{"file":1}',
    '[',
    '{"file":"x","code":{"layout":"(","partials":{}},"paths":[],"origins":[],"slots":[]}',
  ])('is compiled anew when what was kept reads %j', async (text) => {
    const templates = memoryCache();
    templates.texts.set(templateKey(inputOf({}).templates, 'daily'), text);
    expect(await compile({}, templates)).toEqual(await compileEdition(inputOf({})));
    expect(templates.hits()).toBe(1);
  });

  it('has the format that its number stands for', async () => {
    const layout =
      '<mjml>{{#each articles}}{{> story first=@first}}{{else}}{{slot "first_name" default="x"}}{{/each}}</mjml>';
    const input = inputOf({ [LAYOUT_FILE]: layout, [STORY]: '<mj-text>{{#if first}}{{title}}{{/if}}</mj-text>' });
    const { text } = await precompileTemplate(input.templates, input.issue.template);
    const hash = createHash('sha256')
      .update(text ?? '')
      .digest('hex')
      .slice(0, 16);
    // When this changes, raise FORMAT in src/compile/precompiled-template.ts: older caches hold the old code.
    expect(hash).toBe('e44fcc02fb5338d2');
  });
});
