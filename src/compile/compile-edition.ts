import type { Issue } from '../content/issue.ts';
import { type Checked, type Diagnostic, hasErrors } from '../diagnostic/diagnostic.ts';
import type { Publication } from '../publication/publication.ts';
import { assembleEdition } from './assemble-edition.ts';
import { type CompiledHtml, compileHtml } from './compile-html.ts';
import type { Edition } from './edition.ts';
import { asWebView, makeView } from './make-view.ts';
import type { Pictures } from './pictures.ts';
import type { TemplateSettings } from './read-settings.ts';
import { readyTemplate } from './ready-template.ts';
import { rememberTexts } from './remember-texts.ts';
import type { ReadyTemplate } from './render-template.ts';
import { createPictureResolver, PAGE_PICTURES } from './resolve-picture.ts';
import { chooseShown, type ShownContent } from './shown-content.ts';
import { createSlotTable, type SlotTable } from './slot-marks.ts';
import { loadSettings } from './settings.ts';
import type { Strings } from './strings.ts';
import type { CompileCache, TemplateSet } from './template-set.ts';
import type { View } from './view.ts';
import { createDateViewer } from './view-date.ts';

export interface CompileInput {
  readonly issue: Issue;
  readonly publication: Publication;
  readonly templates: TemplateSet;
  readonly pictures: Pictures;
  /** The segments whose content this edition shows; empty for the default edition. */
  readonly segments: ReadonlySet<string>;
  readonly cache: CompileCache | null;
  /** The address below which a mail's pictures are published by their names; its page has them beside it. */
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
  const prepared = await prepare(input);
  if (prepared.value === undefined) return { value: undefined, diagnostics: prepared.diagnostics };
  const { template, theme, strings } = prepared.value;
  const { issue, publication } = input;
  const table = createSlotTable();
  const shown = chooseShown(issue, input.segments);
  const viewDate = createDateViewer(issue.language.value);
  const viewWith = (pictureBase: string): View => {
    const resolvePicture = createPictureResolver(issue.folder, input.pictures, pictureBase);
    return makeView({ issue, shown, publication, theme, strings, table, resolvePicture, viewDate });
  };
  const view = viewWith(input.pictureBase);
  const pageView = input.pictures.size === 0 ? view : viewWith(PAGE_PICTURES);
  const tools = { markSlot: table.markSlot, shapes: rememberTexts(input.cache?.shapes ?? null) };
  const mail = await compileHtml(template, view, tools);
  const page = await compileHtml(template, asWebView(pageView), tools);
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

interface Prepared extends TemplateSettings {
  readonly template: ReadyTemplate;
}

/** All that stands before a render. A theme or strings that can't be read don't keep the template from being checked. */
async function prepare({ issue, publication, templates, cache }: CompileInput): Promise<Checked<Prepared>> {
  const kept = cache?.templates ?? null;
  const wanted = { template: issue.template.value, language: issue.language.value };
  const settings = await loadSettings(templates, wanted, kept);
  const template = await readyTemplate(templates, issue.template, { fields: publication.fields, cache: kept });
  const diagnostics = [...settings.diagnostics, ...template.diagnostics];
  if (hasErrors(diagnostics) || !settings.value || !template.value) return { value: undefined, diagnostics };
  return { value: { ...settings.value, template: template.value }, diagnostics };
}

/** The mail and the page are rendered from one template, and have most of their problems in common. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}
