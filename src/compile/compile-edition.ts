import type { Issue } from '../content/issue.ts';
import { type Checked, type Diagnostic, hasErrors } from '../diagnostic/diagnostic.ts';
import type { Publication } from '../publication/publication.ts';
import { assembleEdition } from './assemble-edition.ts';
import { checkTemplate } from './check-template.ts';
import { type CompiledHtml, compileHtml } from './compile-html.ts';
import type { Edition } from './edition.ts';
import { loadTemplate } from './load-template.ts';
import { asWebView, makeView } from './make-view.ts';
import type { Pictures } from './pictures.ts';
import { type ReadyTemplate, readyTemplate } from './render-template.ts';
import { createPictureResolver } from './resolve-picture.ts';
import { chooseShown, type ShownContent } from './shown-content.ts';
import { createSlotTable, type SlotTable } from './slot-marks.ts';
import { readStrings, type Strings } from './strings.ts';
import { readManifest } from './template-manifest.ts';
import type { ShapeCache, TemplateSet } from './template-set.ts';
import { readTheme, type Theme } from './theme.ts';
import type { View } from './view.ts';

export interface CompileInput {
  readonly issue: Issue;
  readonly publication: Publication;
  readonly templates: TemplateSet;
  readonly pictures: Pictures;
  /** The segments whose content this edition shows; empty for the default edition. */
  readonly segments: ReadonlySet<string>;
  readonly cache: ShapeCache | null;
  /** The address below which pictures are published by their names. */
  readonly pictureBase: string;
}

/** What the steps of one compilation share, each made by the step before. */
export interface Compilation {
  readonly input: CompileInput;
  readonly shown: ShownContent;
  readonly strings: Strings;
  readonly view: View;
  readonly table: SlotTable;
  readonly mail: CompiledHtml;
  readonly page: CompiledHtml;
}

/** Issue → Edition. Everything wrong with the layout, its partials, the theme and the strings comes out in one run. */
export async function compileEdition(input: CompileInput): Promise<Checked<Edition>> {
  const prepared = prepare(input);
  if (prepared.value === undefined) return { value: undefined, diagnostics: prepared.diagnostics };
  const { template, theme, strings } = prepared.value;
  const { issue, publication } = input;
  const table = createSlotTable();
  const shown = chooseShown(issue, input.segments);
  const resolvePicture = createPictureResolver(issue.folder, input.pictures, input.pictureBase);
  const view = makeView({ issue, shown, publication, theme, strings, table, resolvePicture });
  const tools = { markSlot: table.markSlot, cache: input.cache };
  const mail = await compileHtml(template, view, tools);
  const page = await compileHtml(template, asWebView(view), tools);
  const diagnostics = unique([...prepared.diagnostics, ...mail.diagnostics, ...page.diagnostics]);
  if (mail.value === undefined || page.value === undefined || hasErrors(diagnostics)) {
    return { value: undefined, diagnostics };
  }
  const compilation: Compilation = {
    input,
    shown,
    strings,
    view,
    table,
    mail: mail.value,
    page: page.value,
  };
  return { value: assembleEdition(compilation), diagnostics };
}

interface Prepared {
  readonly template: ReadyTemplate;
  readonly theme: Theme;
  readonly strings: Strings;
}

/** All that stands before a render. A theme or strings that can't be read don't keep the template from being checked. */
function prepare({ issue, publication, templates }: CompileInput): Checked<Prepared> {
  const theme = readTheme(templates);
  const strings = readStrings(templates, issue.language.value);
  const manifest = readManifest(templates, issue.template.value);
  const template = loadTemplate(templates, issue.template);
  const fields = new Set(Object.keys(publication.fields));
  const checked = template.value === undefined ? [] : checkTemplate(template.value, fields);
  const diagnostics = [theme, strings, manifest, template].flatMap(
    (result): readonly Diagnostic[] => result.diagnostics,
  );
  const all = [...diagnostics, ...checked];
  if (hasErrors(all) || !theme.value || !strings.value || !template.value)
    return { value: undefined, diagnostics: all };
  return {
    value: { template: readyTemplate(template.value), theme: theme.value, strings: strings.value },
    diagnostics: all,
  };
}

/** The mail and the page are rendered from one template, and have most of their problems in common. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}
