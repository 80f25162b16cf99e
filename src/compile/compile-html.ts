import { type Checked, type Diagnostic, diagnose, hasErrors } from '../diagnostic/diagnostic.ts';
import { startOf } from '../diagnostic/source.ts';
import { checkMarkup } from './check-markup.ts';
import type { HelperTools } from './helpers/helper.ts';
import { explainMjmlFaults } from './mjml-errors.ts';
import { mapOrigins, type OriginMap } from './origin-map.ts';
import { type Mjml, placeValues } from './place-values.ts';
import { type ReadyTemplate, renderTemplate } from './render-template.ts';
import { type Scan, scanMarkup } from './scan-markup.ts';
import { compileByShape } from './shape.ts';
import type { TextCache } from './template-set.ts';
import type { View } from './view.ts';

/** A view rendered and compiled; slots are still marks in both. */
export interface CompiledHtml {
  readonly html: string;
  readonly mjml: string;
}

export interface CompileTools extends HelperTools {
  readonly shapes: TextCache | null;
}

/** MJML's parser takes time with the square of the number of tags: 10,000 take half a minute. */
const MAX_TAGS = 10_000;

export async function compileHtml(
  template: ReadyTemplate,
  view: View,
  tools: CompileTools,
): Promise<Checked<CompiledHtml>> {
  const laid = layOut(template, view, tools);
  if (laid.mjml === null) return { value: undefined, diagnostics: await withMjmlFaults(template, laid) };
  const result = await compileByShape(laid.mjml, tools.shapes);
  if (result.kind === 'html') {
    return { value: { html: result.html, mjml: laid.mjml.whole }, diagnostics: laid.diagnostics };
  }
  const explained = await explainMjmlFaults(laid.map, laid.scan, laid.escaped, startOf(template.file));
  return { value: undefined, diagnostics: [...laid.diagnostics, ...explained] };
}

/** A template rendered and read, before MJML: `mjml` is null when there are errors. */
export interface Layout {
  readonly map: OriginMap;
  readonly scan: Scan;
  readonly escaped: ReadonlyMap<number, string>;
  readonly mjml: Mjml | null;
  /** Whether MJML could read it, for more to report in the same run. */
  readonly readable: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** A name that isn't there leaves a gap in the MJML: all that MJML itself has to say still comes out with it. */
async function withMjmlFaults(template: ReadyTemplate, laid: Layout): Promise<readonly Diagnostic[]> {
  if (!laid.readable) return laid.diagnostics;
  const faults = await explainMjmlFaults(laid.map, laid.scan, laid.escaped, startOf(template.file));
  return [...laid.diagnostics, ...faults.filter(({ code }) => code !== 'template/mjml-value')];
}

export function layOut(template: ReadyTemplate, view: View, tools: HelperTools): Layout {
  const rendered = renderTemplate(template, view, tools);
  const map = mapOrigins(rendered.marked, rendered.values, template.origins, startOf(template.file));
  const scan = scanMarkup(map.text);
  const mjml: Mjml = placeValues(map, scan, rendered.values);
  const tags = scan.tokens.filter((token) => token.kind === 'open').length;
  const broken = [...checkMarkup(map, scan), ...(tags > MAX_TAGS ? [tooManyTags(template, tags)] : [])];
  const diagnostics = [...rendered.diagnostics, ...broken, ...mjml.diagnostics];
  return {
    map,
    scan,
    escaped: mjml.escaped,
    diagnostics,
    readable: !hasErrors(broken) && rendered.marked !== '',
    mjml: hasErrors(diagnostics) ? null : mjml,
  };
}

function tooManyTags(template: ReadyTemplate, tags: number): Diagnostic {
  return diagnose('template/too-long', startOf(template.file), {
    message: `this issue comes to ${tags.toLocaleString('en')} tags of MJML; at most ${MAX_TAGS.toLocaleString('en')} can be compiled`,
    hint: 'Send fewer articles in one issue, or show more of them as headlines.',
  });
}
