import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import mjmlCorePackage from 'mjml-core/package.json' with { type: 'json' };
import { compileEdition, type CompileInput } from '../../src/compile/compile-edition.ts';
import { layOut } from '../../src/compile/compile-html.ts';
import { asWebView, makeView } from '../../src/compile/make-view.ts';
import { MJML_VERSION } from '../../src/compile/mjml.ts';
import { readyTemplate } from '../../src/compile/ready-template.ts';
import { createPictureResolver } from '../../src/compile/resolve-picture.ts';
import { compileByShape, compileWhole, hasShape } from '../../src/compile/shape.ts';
import { chooseShown } from '../../src/compile/shown-content.ts';
import { createSlotTable } from '../../src/compile/slot-marks.ts';
import { readStrings } from '../../src/compile/strings.ts';
import { readTheme } from '../../src/compile/theme.ts';
import { createDateViewer } from '../../src/compile/view-date.ts';
import { parseIssue } from '../../src/content/parse-issue.ts';
import { createSource } from '../../src/diagnostic/source.ts';
import { parsePublication } from '../../src/publication/parse-publication.ts';
import { type Files, inputOf, LAYOUT, memoryCache } from './fixtures.ts';

const ROOT = join(import.meta.dirname, '../..');

function readTree(folder: string): readonly (readonly [string, string])[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(md|yaml|csv|hbs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .toSorted()
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const);
}

/** The repository's own publication, with each of its sample issues. */
function samples(): readonly CompileInput[] {
  const { value: publication } = parsePublication(
    createSource('courant.yaml', readFileSync(join(ROOT, 'courant.yaml'), 'utf8')),
  );
  if (publication === undefined) throw new Error('courant.yaml has errors');
  const templates = { sources: new Map(readTree('templates').map(([path, text]) => [path, createSource(path, text)])) };
  const names = readdirSync(join(ROOT, 'issues'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map(({ name }) => {
    const folder = `issues/${name}`;
    const all = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    const sources = readTree(folder).map(([path, text]) => createSource(path, text));
    const { value: issue } = parseIssue({ name, folder, sources, otherFiles: new Set(all) }, publication);
    if (issue === undefined) throw new Error(`${name} has errors`);
    const pictureBase = 'https://pictures.example.org/';
    return { issue, publication, templates, pictures: new Map(), segments: new Set(), cache: null, pictureBase };
  });
}

/** The MJML of a mail and of its page in the archive. */
async function layouts(input: CompileInput) {
  const { issue, publication } = input;
  const { fields } = publication;
  const { value: template } = await readyTemplate(input.templates, issue.template, { fields, cache: null });
  const theme = readTheme(input.templates).value;
  const strings = readStrings(input.templates, issue.language.value).value;
  if (!template || !theme || !strings) throw new Error('the templates have errors');
  const table = createSlotTable();
  const resolvePicture = createPictureResolver(issue.folder, input.pictures, input.pictureBase);
  const viewDate = createDateViewer(issue.language.value);
  const shown = chooseShown(issue, input.segments);
  const view = makeView({ issue, shown, publication, theme, strings, table, resolvePicture, viewDate });
  return [view, asWebView(view)].map((each) => layOut(template, each, table).mjml);
}

describe('the shape cache', () => {
  it('gives the same bytes as MJML itself, fresh and kept, over all samples', async () => {
    const inputs = samples();
    expect(inputs.length).toBeGreaterThanOrEqual(3);
    for (const mjml of (await Promise.all(inputs.map(layouts))).flat()) {
      if (mjml === null) throw new Error('a sample has errors');
      const cache = memoryCache();
      const whole = await compileWhole(mjml);
      expect(whole.kind).toBe('html');
      expect(await compileByShape(mjml, cache)).toEqual(whole);
      expect(await compileByShape(mjml, cache)).toEqual(whole);
      expect(cache.hits()).toBe(1);
      expect(mjml.fills.length).toBeGreaterThan(10);
    }
  });

  it('is hit when only words changed, and missed when the layout did', async () => {
    const cache = memoryCache();
    const compile = async (files: Readonly<Record<string, string>>) =>
      compileEdition({ ...inputOf(files), cache: { shapes: cache, templates: memoryCache() } });
    // The mail and its page have one shape, and ask for it once.
    await compile({});
    expect([cache.texts.size, cache.hits()]).toEqual([1, 0]);
    await compile({
      'issues/one/10-a.md': '---\ntitle: Quite another <title> & "so"\n---\nOther words.\n\nAnd more.\n',
    });
    expect([cache.texts.size, cache.hits()]).toEqual([1, 1]);
    await compile({ 'templates/daily/layout.mjml.hbs': LAYOUT.replace('<mj-text>', '<mj-text color="#333333">') });
    expect([cache.texts.size, cache.hits()]).toEqual([2, 1]);
  });

  it.each([
    ['words that MJML would trim, drop or read as yes and no', ['', ' ', ' a ', 'true', 'false', 'a\n b']],
    ['words that look like marks of MJML', ['{{x}}', '[[URL]]', '$& $1 $$', '<!--[if mso]>', '-->', '&amp;', ']]>']],
    ['other scripts', ['港口日报', 'مرحبا', '👩‍👩‍👧', 'e\u0301']],
  ])('fills in %s as MJML would', async (_, words) => {
    for (const word of words) {
      const layout = `<mjml><mj-head><mj-title>{{issue.subject}}</mj-title></mj-head><mj-body><mj-section><mj-column>
        {{#each articles}}<mj-image src="https://example.org/{{title}}" alt="{{title}}" title="{{title}}" href="{{title}}" />
        <mj-button href="{{title}}">{{title}}</mj-button><mj-text>{{title}} <b class="{{title}}">{{title}}</b></mj-text>
        <mj-raw><!--[if mso]><p>{{title}}</p><![endif]--></mj-raw>{{/each}}</mj-column></mj-section></mj-body></mjml>`;
      const input = inputOf({ 'templates/daily/layout.mjml.hbs': layout });
      const [article] = input.issue.articles;
      if (article === undefined) throw new Error('no article');
      const articles = [{ ...article, title: { ...article.title, value: [word] } }];
      for (const mjml of await layouts({ ...input, issue: { ...input.issue, articles } })) {
        if (mjml === null) throw new Error('errors');
        expect(await compileByShape(mjml, null)).toEqual(await compileWhole(mjml));
      }
    }
  });

  // What stands in a column, and how many shapes the mail, its page and an issue of other content come to.
  it.each([
    ['a block between tags', '<mj-text><p>a</p>{{#unless web}}<p>{{title}}</p>{{/unless}}<p>b</p></mj-text>', 1],
    [
      'a block that writes half a tag pair',
      '<mj-text>a {{#unless web}}<b>{{/unless}} c {{#unless web}}</b>{{/unless}} d</mj-text>',
      1,
    ],
    ['a block with words at its ends', '<mj-text>a\n  {{#if web}}\n  x\n  {{else}} y {{/if}}\n b</mj-text>', 1],
    [
      'blocks inside a block',
      '<mj-text>a {{#if web}}{{#if url}}u{{/if}}{{else}}{{#if deck}}d{{/if}}{{/if}} b</mj-text>',
      1,
    ],
    [
      'a list of a length',
      '<mj-table><tr><td>a</td></tr>{{#each @root.articles}}<tr><td>{{title}}</td></tr>{{/each}}<tr></tr></mj-table>',
      1,
    ],
    ['all of a text, in two ways', '<mj-text>\n{{#if web}} <p>a</p>{{else}} <b>{{title}}</b>{{/if}}\n</mj-text>', 1],
    ['the end of a text, or nothing', '<mj-text>a {{#unless web}}<p>b</p>{{/unless}} </mj-text>', 2],
    ['the end of a text after a blank word', '<mj-text>{{deck}}{{#unless web}}<p>b</p>{{/unless}} </mj-text>', 2],
    ['an attribute', '<mj-text>a <a href="{{#if web}}x{{else}}y{{/if}}">b</a></mj-text>', 2],
    [
      'a comment for Outlook',
      '<mj-text>a {{#unless web}}<!--[if mso]> <p>x</p> <![endif]-->{{/unless}} b</mj-text>',
      2,
    ],
    [
      'inside a comment for Outlook',
      '<mj-text>a <!--[if mso]>{{#unless web}} <p>x</p>{{/unless}}<![endif]--> b</mj-text>',
      2,
    ],
    ['a style', '<mj-raw><p>a</p><style>a { color: {{#if web}}red{{else}}blue{{/if}} }</style><p>b</p></mj-raw>', 2],
    ['elements of MJML', '<mj-text>a</mj-text>{{#unless web}}<mj-text>b</mj-text>{{/unless}}', 2],
  ])('of %s is no other, or another where MJML could tell', async (_, inside, expected) => {
    const story = `<mj-section><mj-column>${inside.replaceAll(/ web\b/g, ' @root.web')}</mj-column></mj-section>`;
    const issue: Files = {
      'issues/one/10-a.md': '---\ntitle: Fish\ndeck: " "\n---\n',
      'templates/partials/story.mjml.hbs': story,
    };
    const other: Files = { ...issue, 'issues/one/10-a.md': '---\ntitle: Chips\nurl: https://example.org\n---\n' };
    const shapes = new Set<string>();
    for (const mjml of [...(await layouts(inputOf(issue))), ...(await layouts(inputOf(other)))]) {
      if (mjml === null) throw new Error('errors');
      expect(await compileByShape(mjml, null)).toEqual(await compileWhole(mjml));
      shapes.add(mjml.shape);
    }
    expect(shapes.size).toBe(expected);
  });

  it.each([
    ['<mj-style inline="inline">a { color: red }</mj-style>', false],
    ['<mj-html-attributes></mj-html-attributes>', false],
    ['<mj-style>a { color: red }</mj-style>', true],
  ])('knows that %s has a shape: %s', (shape, expected) => {
    expect(hasShape({ shape, fills: [] })).toBe(expected);
  });

  it('is keyed by the version of MJML that is installed', () => {
    expect(MJML_VERSION).toBe(mjmlCorePackage.version);
  });
});
