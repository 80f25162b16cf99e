import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import mjmlCorePackage from 'mjml-core/package.json' with { type: 'json' };
import { compileEdition, type CompileInput } from '../../src/compile/compile-edition.ts';
import { layOut } from '../../src/compile/compile-html.ts';
import { loadTemplate } from '../../src/compile/load-template.ts';
import { asWebView, makeView } from '../../src/compile/make-view.ts';
import { MJML_VERSION } from '../../src/compile/mjml.ts';
import { readyTemplate } from '../../src/compile/render-template.ts';
import { createPictureResolver } from '../../src/compile/resolve-picture.ts';
import { compileByShape, compileWhole, hasShape } from '../../src/compile/shape.ts';
import { chooseShown } from '../../src/compile/shown-content.ts';
import { createSlotTable } from '../../src/compile/slot-marks.ts';
import { readStrings } from '../../src/compile/strings.ts';
import { readTheme } from '../../src/compile/theme.ts';
import { parseIssue } from '../../src/content/parse-issue.ts';
import { createSource } from '../../src/diagnostic/source.ts';
import { parsePublication } from '../../src/publication/parse-publication.ts';
import { inputOf, LAYOUT, memoryCache } from './fixtures.ts';

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
function layouts(input: CompileInput) {
  const { issue, publication } = input;
  const template = loadTemplate(input.templates, issue.template).value;
  const theme = readTheme(input.templates).value;
  const strings = readStrings(input.templates, issue.language.value).value;
  if (!template || !theme || !strings) throw new Error('the templates have errors');
  const table = createSlotTable();
  const resolvePicture = createPictureResolver(issue.folder, input.pictures, input.pictureBase);
  const shown = chooseShown(issue, input.segments);
  const view = makeView({ issue, shown, publication, theme, strings, table, resolvePicture });
  const ready = readyTemplate(template);
  return [view, asWebView(view)].map((each) => layOut(ready, each, table).mjml);
}

describe('the shape cache', () => {
  it('gives the same bytes as MJML itself, fresh and kept, over all samples', async () => {
    const inputs = samples();
    expect(inputs.length).toBeGreaterThanOrEqual(3);
    for (const mjml of inputs.flatMap(layouts)) {
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
    const compile = async (files: Readonly<Record<string, string>>) => compileEdition({ ...inputOf(files), cache });
    // This layout is the same for the mail and its page: one shape, which the page finds.
    await compile({});
    expect([cache.shapes.size, cache.hits()]).toEqual([1, 1]);
    await compile({
      'issues/one/10-a.md': '---\ntitle: Quite another <title> & "so"\n---\nOther words.\n\nAnd more.\n',
    });
    expect([cache.shapes.size, cache.hits()]).toEqual([1, 3]);
    await compile({ 'templates/daily/layout.mjml.hbs': LAYOUT.replace('<mj-text>', '<mj-text color="#333333">') });
    expect([cache.shapes.size, cache.hits()]).toEqual([2, 4]);
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
      for (const mjml of layouts({ ...input, issue: { ...input.issue, articles } })) {
        if (mjml === null) throw new Error('errors');
        expect(await compileByShape(mjml, null)).toEqual(await compileWhole(mjml));
      }
    }
  });

  it.each([
    ['<mj-style inline="inline">a { color: red }</mj-style>', false],
    ['<mj-html-attributes></mj-html-attributes>', false],
    ['<mj-carousel>', false],
    ['<mj-navbar hamburger="hamburger">', false],
    ['<mj-style>a { color: red }</mj-style>', true],
  ])('knows that %s has a shape: %s', (shape, expected) => {
    expect(hasShape({ shape, fills: [] })).toBe(expected);
  });

  it('is keyed by the version of MJML that is installed', () => {
    expect(MJML_VERSION).toBe(mjmlCorePackage.version);
  });
});
