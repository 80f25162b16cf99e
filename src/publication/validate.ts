import * as z from 'zod';
import type { Checked, Diagnostic } from '../diagnostic/diagnostic.ts';
import { type Field, unknownKeys, wrongValue } from './validate-trouble.ts';
import type { YamlDocument } from './yaml-document.ts';

/** What came of a document: besides the value (undefined as soon as anything is wrong), what of it is right. */
export interface Validated<T> extends Checked<T> {
  /** The keys on the first level that are right, so that further checks can go on in the same run. */
  readonly salvaged: Partial<T>;
}

/** Deeper than any schema here: each round takes out at least one level of what is wrong. */
const MAX_ROUNDS = 8;

/**
 * Holds a document against a schema. Every problem becomes a diagnostic at the key or value that it is about:
 * unknown keys with a suggestion, missing and empty ones, values of a wrong kind, values that are not allowed.
 * `what` names the thing described with its article, as in `an article`.
 *
 * Two kindnesses to editors: a key without a value counts as absent, and where text is expected, a number or a
 * boolean is taken as it was typed (`title: 1984`).
 */
export function validate<T extends object>(schema: z.ZodType<T>, document: YamlDocument, what: string): Validated<T> {
  const given = withoutNulls(document.value ?? {});
  const first = parse(schema, given);
  if (first.success) return { value: first.data, salvaged: first.data, diagnostics: [] };
  const typed = replaced(given, asTyped(first.error.issues, document));
  const second = parse(schema, typed);
  if (second.success) return { value: second.data, salvaged: second.data, diagnostics: [] };
  const { issues } = second.error;
  const diagnostics = issues.flatMap((issue) => explain(issue, { document, schema, what }));
  return { value: undefined, salvaged: salvage(schema, typed, issues), diagnostics };
}

function parse<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  return schema.safeParse(value, { reportInput: true });
}

/** Turns one problem that zod found into diagnostics. A union's is that of the alternative which came nearest. */
function explain(issue: z.core.$ZodIssue, field: Field): readonly Diagnostic[] {
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, field);
  if (issue.code !== 'invalid_union') return [wrongValue(issue, field)];
  const alternative = issue.errors.find((errors) => errors.every((error) => isInside(error)));
  if (!alternative) return [wrongValue(issue, field)];
  return alternative.flatMap((error) => explain({ ...error, path: [...issue.path, ...error.path] }, field));
}

/** The kind of the value was right, and what is wrong lies within it. */
function isInside(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_type') return issue.path.length > 0;
  return issue.code !== 'invalid_union' && issue.code !== 'invalid_value';
}

/** Takes out what is wrong, the smallest piece first, until the rest holds. */
function salvage<T extends object>(
  schema: z.ZodType<T>,
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
): Partial<T> {
  if (!(schema instanceof z.ZodObject)) return {};
  const broken: ReadonlySet<PropertyKey> = new Set(
    issues.flatMap((issue) => (issue.path.length === 1 ? issue.path : [])),
  );
  const partial = schema.partial();
  let rest = value;
  let wrong = issues;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    rest = replaced(
      rest,
      new Map(wrong.flatMap((issue) => removable(issue, rest)).map((path) => [pathKey(path), GONE])),
    );
    const parsed = partial.safeParse(rest);
    if (parsed.success) {
      const right = Object.entries(parsed.data).filter(([key]) => !broken.has(key));
      // The partial schema has the same keys with the same types, which the generic type can't say.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return Object.fromEntries(right) as Partial<T>;
    }
    wrong = parsed.error.issues;
  }
  return {};
}

/**
 * What to take out for a problem: what is wrong, or where it is missing, what should have held it. Lists go whole, since
 * the places of their other items are counted by position.
 */
function removable(issue: z.core.$ZodIssue, value: unknown): readonly (readonly PropertyKey[])[] {
  const item = issue.path.findIndex((step) => typeof step === 'number');
  const path = item < 0 ? issue.path : issue.path.slice(0, item);
  if (issue.code === 'unrecognized_keys' && item < 0) return issue.keys.map((key) => [...path, key]);
  return [path.length > 1 && !holds(value, path) ? path.slice(0, -1) : path];
}

function holds(value: unknown, path: readonly PropertyKey[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  return (
    typeof value === 'object' && value !== null && Object.hasOwn(value, step) && holds(Reflect.get(value, step), rest)
  );
}

/** A copy in which keys without a value are absent. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutNulls(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, entry]: [string, unknown]) => entry !== null);
  return Object.fromEntries(kept.map(([key, entry]: [string, unknown]) => [key, withoutNulls(entry)]));
}

/** The written text of what the schema wanted as text and YAML made a number or a boolean of, by path. */
function asTyped(issues: readonly z.core.$ZodIssue[], document: YamlDocument): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const issue of issues) {
    if (issue.code !== 'invalid_type' || issue.expected !== 'string') continue;
    if (typeof issue.input !== 'number' && typeof issue.input !== 'boolean') continue;
    const node = document.nodeAt(issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)));
    if (node?.style === 'plain') texts.set(pathKey(issue.path), document.source.text.slice(node.start, node.end));
  }
  return texts;
}

const GONE = Symbol('gone');

/** A copy with other values at some paths, made in one pass: a hostile file has many of them. */
function replaced(
  value: unknown,
  others: ReadonlyMap<string, string | typeof GONE>,
  path: readonly PropertyKey[] = [],
): unknown {
  if (others.size === 0) return value;
  const other = others.get(pathKey(path));
  if (other !== undefined) return other;
  if (Array.isArray(value)) return value.map((item: unknown, index) => replaced(item, others, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, entry]: [string, unknown]) => [key, replaced(entry, others, [...path, key])] as const,
  );
  return Object.fromEntries(entries.filter(([, entry]) => entry !== GONE));
}

function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}
