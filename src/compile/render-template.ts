import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { startOf } from '../diagnostic/source.ts';
import { nearest } from '../publication/nearest.ts';
import type { Compiled, RenderHelper } from './handlebars-runtime.ts';
import { ALL_HELPERS } from './helpers/all-helpers.ts';
import type { HelperTools } from './helpers/helper.ts';
import type { Html } from './html.ts';
import { LOOK, WRITE } from './instrument.ts';
import { type Origin, originSpan } from './origin.ts';
import type { View } from './view.ts';

/** A template ready to render any number of views. */
export interface ReadyTemplate {
  readonly compiled: Compiled;
  readonly origins: readonly Origin[];
  readonly file: string;
}

/** A value as a template wrote it; `origin` is the number of the `{{…}}` that did. */
export interface WrittenValue {
  readonly origin: number;
  readonly kind: 'text' | 'html';
  readonly text: string;
}

/**
 * A render: MJML in which U+0005 n U+0006 stands before what origin n wrote, and U+0001 n U+0002 stands for value n.
 */
export interface Rendered {
  readonly marked: string;
  readonly values: readonly WrittenValue[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every name that the view lacks comes out, each with the place of its `{{…}}`. */
export function renderTemplate(template: ReadyTemplate, view: View, tools: HelperTools): Rendered {
  const values: WrittenValue[] = [];
  const problems = new Map<string, Diagnostic>();
  const report = (diagnostic: Diagnostic, origin: unknown): void => {
    problems.set(`${String(origin)} ${diagnostic.message}`, diagnostic);
  };
  const record: Record = { origins: template.origins, values, report };
  const helpers = new Map<string, RenderHelper>([
    ...ALL_HELPERS.map((helper): [string, RenderHelper] => [
      helper.name,
      (args, hash) => helper.run(args, hash, tools),
    ]),
    [WRITE, ([origin, value]) => write(origin, value, record)],
    [LOOK, ([origin, base, ...parts]) => look(origin, base, parts, record)],
  ]);
  try {
    const marked = template.compiled.render(view, helpers);
    return { marked, values, diagnostics: [...problems.values()] };
  } catch (error) {
    return { marked: '', values: [], diagnostics: [...problems.values(), renderFailed(template.file, error)] };
  }
}

interface Record {
  readonly origins: readonly Origin[];
  readonly values: WrittenValue[];
  readonly report: (diagnostic: Diagnostic, origin: unknown) => void;
}

function write(origin: unknown, value: unknown, record: Record): string {
  if (value === null || value === '') return '';
  const written = asWritten(value);
  if (written === null) {
    reportUnwritable(origin, value, record);
    return '';
  }
  return `\u0001${record.values.push({ origin: Number(origin), ...written }) - 1}\u0002`;
}

function asWritten(value: unknown): Pick<WrittenValue, 'kind' | 'text'> | null {
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'text', text: String(value) };
  return isHtml(value) ? { kind: 'html', text: value.html } : null;
}

function isHtml(value: unknown): value is Html {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'html' && 'html' in value;
}

function reportUnwritable(origin: unknown, value: unknown, record: Record): void {
  const at = expressionAt(origin, record);
  if (at === null) return;
  const what = value === undefined ? 'nothing' : Array.isArray(value) ? 'a list' : 'a group of values';
  const finding = {
    message: `${at.text} is ${what}, not a text`,
    hint: Array.isArray(value) ? 'Write its items with {{#each}} … {{/each}}.' : 'Name one of the values inside it.',
  };
  record.report(diagnose('template/value-not-text', at.span, finding), origin);
}

/** Own properties only: what a value inherits does not exist for templates. */
function look(origin: unknown, base: unknown, parts: readonly unknown[], record: Record): unknown {
  let value = base;
  const seen: string[] = [];
  for (const part of parts.map(String)) {
    if (value === null || value === undefined) return reportNull(origin, seen, part, record);
    if (typeof value !== 'object' || !Object.hasOwn(value, part)) return reportUnknown(origin, value, part, record);
    value = Reflect.get(value, part);
    seen.push(part);
  }
  return value;
}

function reportNull(origin: unknown, seen: readonly string[], part: string, record: Record): null {
  const at = expressionAt(origin, record);
  if (at === null) return null;
  const owner = seen.join('.') || 'the value here';
  const finding = {
    message: `${at.text} asks for ${JSON.stringify(part)} of ${owner}, which is not known in this issue`,
    hint: `Put it inside {{#if ${seen.join('.') || 'this'}}} … {{/if}}.`,
  };
  record.report(diagnose('template/name-of-null', at.span, finding), origin);
  return null;
}

function reportUnknown(origin: unknown, value: unknown, part: string, record: Record): null {
  const at = expressionAt(origin, record);
  if (at === null) return null;
  const known = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const meant = nearest(part, known);
  const list = known.length === 0 ? 'There is nothing inside it to name.' : `There are: ${known.join(', ')}.`;
  const finding = {
    message: `there is no ${JSON.stringify(part)} here`,
    hint: meant === undefined ? list : `Did you mean ${JSON.stringify(meant)}? ${list}`,
  };
  record.report(diagnose('template/name-unknown', at.span, finding), origin);
  return null;
}

function expressionAt(origin: unknown, record: Record) {
  const at = record.origins[Number(origin)];
  if (at?.kind !== 'expression') return null;
  return { span: originSpan(at), text: at.source.text.slice(at.offset, at.offset + at.length) };
}

/** Of what goes beyond Handlebars itself, when it compiles or when it renders. */
export function renderFailed(file: string, error: unknown): Diagnostic {
  return diagnose('template/render-failed', startOf(file), {
    message: `this template could not be rendered: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'Take out half of the layout to find the piece that cannot be rendered.',
  });
}
