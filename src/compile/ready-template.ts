import { type Checked, type Diagnostic, hasErrors } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source.ts';
import type { Publication } from '../publication/publication.ts';
import { checkSlots, type SlotCall } from './check-slots.ts';
import { checkTemplate } from './check-template.ts';
import { loadCompiler } from './handlebars-compiler.ts';
import { openCode } from './handlebars-runtime.ts';
import { ALL_HELPERS } from './helpers/all-helpers.ts';
import { instrument, LOOK, WRITE } from './instrument.ts';
import { loadTemplate, type Template } from './load-template.ts';
import type { Origin } from './origin.ts';
import { freezeTemplate, type PrecompiledTemplate, templateKey, thawTemplate } from './precompiled-template.ts';
import { type ReadyTemplate, renderFailed } from './render-template.ts';
import type { TemplateSet, TextCache } from './template-set.ts';

/** The name of a layout, and where it was asked for. */
export interface WantedLayout {
  readonly value: string;
  readonly span: Span;
}

interface ReadyTools {
  /** The subscriber fields that slots may name. */
  readonly fields: Publication['fields'];
  readonly cache: TextCache | null;
}

/**
 * A layout with its partials, checked and compiled: taken from the cache when these very files have been through this
 * before, and then Handlebars' compiler isn't even loaded.
 */
export async function readyTemplate(
  set: TemplateSet,
  wanted: WantedLayout,
  { fields, cache }: ReadyTools,
): Promise<Checked<ReadyTemplate>> {
  const key = templateKey(set, wanted.value);
  const kept = await cache?.read(key);
  const known = kept === undefined ? null : openTemplate(kept, set);
  if (known !== null) return withSlots(known, known.slots, [], fields);
  const { text, slots, diagnostics } = await precompileTemplate(set, wanted);
  if (text !== null && diagnostics.length === 0) await cache?.write(key, text);
  // By way of the text also when nothing is kept: there is one way from a template to its render.
  return withSlots(text === null ? null : openTemplate(text, set), slots, diagnostics, fields);
}

function withSlots(
  template: ReadyTemplate | null,
  slots: readonly SlotCall[],
  found: readonly Diagnostic[],
  fields: Publication['fields'],
): Checked<ReadyTemplate> {
  const diagnostics = [...found, ...checkSlots(slots, fields)];
  return { value: template === null || hasErrors(diagnostics) ? undefined : template, diagnostics };
}

/** `text` is what the cache keeps, null when something is wrong with the template. */
export interface Precompiled {
  readonly text: string | null;
  readonly slots: readonly SlotCall[];
  readonly diagnostics: readonly Diagnostic[];
}

export async function precompileTemplate(set: TemplateSet, wanted: WantedLayout): Promise<Precompiled> {
  const { parse, precompile } = await loadCompiler();
  const { value: template, diagnostics: found } = loadTemplate(set, wanted, parse);
  if (template === undefined) return { text: null, slots: [], diagnostics: found };
  const checked = checkTemplate(template);
  const { slots } = checked;
  const diagnostics = [...found, ...checked.diagnostics];
  if (hasErrors(diagnostics)) return { text: null, slots, diagnostics };
  const origins: Origin[] = [];
  const file = template.layout.source.path;
  try {
    const code = codeOf(template, origins, precompile);
    openCode(code);
    return { text: freezeTemplate({ file, code, origins, slots }), slots, diagnostics };
  } catch (error) {
    return { text: null, slots, diagnostics: [...diagnostics, renderFailed(file, error)] };
  }
}

function codeOf(template: Template, origins: Origin[], precompile: Precompile): PrecompiledTemplate['code'] {
  const names = [...ALL_HELPERS.map((helper) => helper.name), WRITE, LOOK];
  const layout = precompile(instrument(template.layout, origins), names);
  const partials: Record<string, string> = {};
  for (const [name, file] of template.partials) partials[name] = precompile(instrument(file, origins), names);
  return { layout, partials };
}

type Precompile = Awaited<ReturnType<typeof loadCompiler>>['precompile'];

/** Null where the text is none of ours: a cache costs time, never a build. */
function openTemplate(text: string, set: TemplateSet): OpenTemplate | null {
  try {
    const template = thawTemplate(text, set);
    if (template === null) return null;
    const { file, code, origins, slots } = template;
    return { file, origins, slots, compiled: openCode(code) };
  } catch {
    return null;
  }
}

type OpenTemplate = ReadyTemplate & Pick<PrecompiledTemplate, 'slots'>;
