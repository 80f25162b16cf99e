import { createHash } from 'node:crypto';
import type { Source } from '../diagnostic/source.ts';
import type { SlotCall } from './check-slots.ts';
import { HANDLEBARS_VERSION, type TemplateCode } from './handlebars-runtime.ts';
import { ALL_HELPERS } from './helpers/all-helpers.ts';
import { isPartial, layoutPath } from './load-template.ts';
import type { Origin } from './origin.ts';
import type { TemplateSet } from './template-set.ts';

/** What a layout and its partials come to once they are parsed, checked and compiled. */
export interface PrecompiledTemplate {
  /** The layout's path. */
  readonly file: string;
  readonly code: TemplateCode;
  readonly origins: readonly Origin[];
  readonly slots: readonly SlotCall[];
}

/** Raised whenever instrument.ts, or what is kept here, changes: a test compares what comes of a layout. */
const FORMAT = 2;

/** All that decides what comes of a layout: its name, its source and every partial's, and who compiles them. */
export function templateKey(set: TemplateSet, name: string): string {
  const own = layoutPath(name);
  const sources = [...set.sources.values()].filter(({ path }) => path === own || isPartial(path));
  const texts = sources.map(({ path, text }) => [path, text]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const helpers = ALL_HELPERS.map((helper) => helper.name);
  return createHash('sha256')
    .update(JSON.stringify([FORMAT, HANDLEBARS_VERSION, helpers, name, texts]))
    .digest('hex');
}

interface Frozen {
  readonly file: string;
  readonly code: TemplateCode;
  /** Paths of the files that the numbers below count from 0. */
  readonly paths: readonly string[];
  /** Four numbers an origin: 1 for an expression and 0 for text, file, offset, length. */
  readonly origins: readonly number[];
  readonly slots: readonly (Omit<SlotCall, 'source'> & { readonly file: number })[];
}

export function freezeTemplate({ file, code, origins, slots }: PrecompiledTemplate): string {
  const paths = [...new Set([...origins, ...slots].map(({ source }) => source.path))];
  const numbers = new Map(paths.map((path, index) => [path, index]));
  const numberOf = (source: Source): number => numbers.get(source.path) ?? 0;
  const frozen: Frozen = {
    file,
    code,
    paths,
    origins: origins.flatMap(({ kind, source, offset, length }) => [
      kind === 'expression' ? 1 : 0,
      numberOf(source),
      offset,
      length,
    ]),
    slots: slots.map(({ source, field, format }) => ({ file: numberOf(source), field, format })),
  };
  return JSON.stringify(frozen);
}

/** Null where the text is none that was frozen from these sources. */
export function thawTemplate(text: string, set: TemplateSet): PrecompiledTemplate | null {
  const frozen: unknown = JSON.parse(text);
  if (!isFrozen(frozen)) return null;
  const sources = frozen.paths.flatMap((path) => set.sources.get(path) ?? []);
  if (sources.length !== frozen.paths.length) return null;
  const origins: Origin[] = [];
  for (let at = 0; at < frozen.origins.length; at += 4) {
    const [kind, number = 0, offset = 0, length = 0] = frozen.origins.slice(at, at + 4);
    const source = sources[number];
    if (source !== undefined) origins.push({ kind: kind === 1 ? 'expression' : 'text', source, offset, length });
  }
  const slots = frozen.slots.flatMap(({ file, field, format }) => {
    const source = sources[file];
    return source === undefined ? [] : [{ source, field, format }];
  });
  return { file: frozen.file, code: frozen.code, origins, slots };
}

/** A look at its parts only: the cache gives back what was written, or nothing. */
function isFrozen(value: unknown): value is Frozen {
  if (typeof value !== 'object' || value === null) return false;
  const { file, code, paths, origins, slots }: { [part in keyof Frozen]?: unknown } = value;
  const lists = [paths, origins, slots].every((part) => Array.isArray(part));
  return lists && typeof file === 'string' && typeof code === 'object' && code !== null && 'layout' in code;
}
