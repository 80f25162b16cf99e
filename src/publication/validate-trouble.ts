import type { z } from 'zod';
import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source.ts';
import { MOST_GUESSES, nearest } from './nearest.ts';
import { schemaKeys } from './validate-keys.ts';
import type { YamlDocument, YamlPath } from './yaml-document.ts';

/** What a value is held against. */
export interface Field {
  readonly document: YamlDocument;
  readonly schema: z.core.$ZodType;
  /** What the document describes, with its article, as messages name it: `an article`. */
  readonly what: string;
}

/** Other words that people bring along from other programs. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  author: 'byline',
  by: 'byline',
  cover: 'image',
  description: 'deck',
  headline: 'title',
  link: 'url',
  location: 'dateline',
  picture: 'image',
  preview: 'preheader',
  standfirst: 'deck',
  subtitle: 'deck',
  summary: 'deck',
  layout: 'template',
  timezone: 'timeZone',
};

/** How the kinds of values that zod names are called to people. */
const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping of keys and values',
  record: 'a mapping of keys and values',
  string: 'text',
};

/** A diagnostic for each key that the schema does not know, at the key. */
export function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, field: Field): readonly Diagnostic[] {
  const path = toPath(issue.path);
  const known = schemaKeys(field.schema, path);
  const possible = known.join(', ');
  return issue.keys.map((key, index) => {
    const meant = index < MOST_GUESSES ? guess(key, known) : undefined;
    return diagnose('field/unknown', field.document.keySpanOf([...path, key]), {
      message: `\`${shown(key)}\` is not a key of ${place(path, field.what)}`,
      hint: meant ? `did you mean \`${meant}\`?` : `remove it; possible here: ${possible}`,
    });
  });
}

function guess(key: string, known: readonly string[]): string | undefined {
  const other = Object.hasOwn(ALSO_CALLED, key) ? ALSO_CALLED[key] : undefined;
  return other !== undefined && known.includes(other) ? other : nearest(key, known);
}

/** The diagnostic for a value that is missing, empty, of a wrong kind or not allowed. */
export function wrongValue(issue: z.core.$ZodIssue, field: Field): Diagnostic {
  const path = toPath(issue.path);
  const { document } = field;
  const node = document.nodeAt(path);
  if (path.length > 0 && !node) return missing(path, field);
  if (document.at(path) === null && path.length > 0) return empty(path, field);
  if (isAboutLength(issue) && isEmptyValue(issue.input)) return empty(path, field);
  const span = valueSpan(document, path);
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union') return wrongKind(issue, { path, span, field });
  const { message, hint } = notAllowed(issue, path);
  return diagnose('field/value', span, { message, hint });
}

function isAboutLength(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'too_small' || (issue.code === 'invalid_format' && issue.format === 'regex');
}

function isEmptyValue(value: unknown): boolean {
  return (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

function missing(path: YamlPath, { document, what }: Field): Diagnostic {
  const key = name(path.slice(-1));
  const around = path.slice(0, -1);
  return diagnose('field/missing', around.length === 0 ? document.opening : document.keySpanOf(around), {
    message: `\`${key}\` is missing: ${place(around, what)} needs it`,
    hint: `add \`${key}: …\``,
  });
}

function empty(path: YamlPath, { document }: Field): Diagnostic {
  const key = name(path);
  const span = document.at(path) === null ? document.keySpanOf(path) : valueSpan(document, path);
  return diagnose('field/empty', span, {
    message: `\`${key}\` has no value`,
    hint: `write one behind \`${key}:\`, or remove the line if it is not needed`,
  });
}

interface WrongKind {
  readonly path: YamlPath;
  readonly span: Span;
  readonly field: Field;
}

function wrongKind(
  issue: z.core.$ZodIssueInvalidType | z.core.$ZodIssueInvalidUnion,
  { path, span, field }: WrongKind,
): Diagnostic {
  const expected = expectedKinds(issue).join(', or ');
  const found = describe(issue.input);
  if (path.length === 0)
    return diagnose('field/type', span, {
      message: `${field.what} is described by lines of \`key: value\`, and this is ${found}`,
      hint: `begin every line with a key, such as \`${schemaKeys(field.schema, [])[0] ?? 'title'}:\``,
    });
  return diagnose('field/type', span, {
    message: `\`${name(path)}\` must be ${expected}, and this is ${found}`,
    hint: expected === 'text' ? 'put the value in quotes if it is meant as text' : `write ${expected} here`,
  });
}

function expectedKinds(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'invalid_union')
    return [...new Set(issue.errors.flatMap((errors) => errors.slice(0, 1).flatMap(expectedKinds)))];
  if (issue.code === 'invalid_value') return [oneOf(issue.values)];
  return issue.code === 'invalid_type' ? [KINDS[issue.expected] ?? issue.expected] : [];
}

function notAllowed(issue: z.core.$ZodIssue, path: YamlPath): { readonly message: string; readonly hint: string } {
  const key = `\`${name(path)}\``;
  if (issue.code === 'invalid_value') {
    const meant = typeof issue.input === 'string' ? nearest(issue.input, issue.values.map(String)) : undefined;
    const possible = oneOf(issue.values);
    return { message: `${key} must be ${possible}`, hint: meant ? `did you mean \`${meant}\`?` : `write ${possible}` };
  }
  if (issue.code === 'too_small') return limit(key, `at least ${issue.minimum}`, issue.origin);
  if (issue.code === 'too_big') return limit(key, `at most ${issue.maximum}`, issue.origin);
  if (issue.code === 'invalid_format' && issue.format === 'url')
    return { message: `${key} must be a complete web address`, hint: 'write the whole address, from `https://` on' };
  return { message: `${key} is not right: ${issue.message}`, hint: 'write another value' };
}

function limit(key: string, bound: string, origin: string): { readonly message: string; readonly hint: string } {
  const unit = origin === 'string' ? ' characters long' : origin === 'array' ? ' items long' : '';
  return { message: `${key} must be ${bound}${unit}`, hint: 'change the value' };
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => `\`${String(value)}\``);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return 'true or false';
  return value === null || value === undefined ? 'nothing' : 'a mapping of keys and values';
}

/** A list or a mapping over several lines is pointed at by its key: underlining all of it would say nothing. */
function valueSpan(document: YamlDocument, path: YamlPath): Span {
  const span = document.spanOf(path);
  return span.line === span.endLine ? span : document.keySpanOf(path);
}

function toPath(path: readonly PropertyKey[]): YamlPath {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

/** `lists.daily.file`, `items[2].title` */
function name(path: YamlPath): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step + 1}]` : `${index > 0 ? '.' : ''}${shown(step)}`))
    .join('');
}

function place(path: YamlPath, what: string): string {
  return path.length === 0 ? what : `\`${name(path)}\``;
}

function shown(key: string): string {
  return key.length > 60 ? `${key.slice(0, 59)}…` : key;
}
