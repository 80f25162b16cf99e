import { Script } from 'node:vm';
import Handlebars from 'handlebars/runtime';

/** The one file that knows how Handlebars renders: what handlebars-compiler.ts compiled, in an environment of its own. */

export const HANDLEBARS_VERSION: string = Handlebars.VERSION;

export type RenderHelper = (args: readonly unknown[], hash: Readonly<Record<string, unknown>>) => unknown;

/** A layout and its partials, as code. */
export interface TemplateCode {
  readonly layout: string;
  readonly partials: Readonly<Record<string, string>>;
}

export interface Compiled {
  /**
   * Renders with these helpers (every helper the programs name, besides if, unless, each, with and lookup).
   * Throws only what the package throws when a template goes beyond its limits, such as endless recursion.
   */
  readonly render: (view: unknown, helpers: ReadonlyMap<string, RenderHelper>) => string;
}

/** Makes compiled templates of their code: it is run, so it has to come from this program. Throws where it isn't code. */
export function openCode({ layout, partials }: TemplateCode): Compiled {
  const env = Handlebars.create();
  env.unregisterHelper('log');
  const names = Object.keys(partials);
  // One script for all: each costs V8 more than the code inside it.
  const specifications: unknown = new Script(
    `[${[layout, ...Object.values(partials)].join(',\n')}]`,
  ).runInThisContext();
  if (!Array.isArray(specifications)) throw new TypeError('the code of a template gave no specification');
  const [main, ...rest] = specifications.map((specification: TemplateSpecification) => env.template(specification));
  if (main === undefined) throw new TypeError('the code of a template gave no specification');
  const compiled = Object.fromEntries(rest.map((template, index) => [names[index] ?? '', template]));
  // Said outright, or the package writes a warning to the console where somebody tries.
  const own = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
  return { render: (view, helpers) => main(view, { partials: compiled, helpers: asHandlebars(helpers), ...own }) };
}

function asHandlebars(helpers: ReadonlyMap<string, RenderHelper>): Record<string, (...args: unknown[]) => unknown> {
  return Object.fromEntries(
    [...helpers].map(([name, run]) => [
      name,
      (...args: unknown[]): unknown => run(args.slice(0, -1), hashOf(args.at(-1))),
    ]),
  );
}

function hashOf(options: unknown): Readonly<Record<string, unknown>> {
  const hash = isRecord(options) ? options['hash'] : undefined;
  return isRecord(hash) ? hash : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
