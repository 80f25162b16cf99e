import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Located, Source, Span } from '../diagnostic/source.ts';
import { nearest } from '../publication/nearest.ts';

/** `order:` of issue.md: names of articles with their places, and the place of the key. */
export interface WrittenOrder {
  readonly names: readonly Located<string>[];
  readonly span: Span;
}

/**
 * Puts articles in the order that issue.md asks for. Names stand with or without `.md`. Articles that aren't named come
 * last, in the order of their files, with a warning.
 */
export function orderArticles(
  articles: readonly Source[],
  order: WrittenOrder,
): { readonly value: readonly Source[]; readonly diagnostics: readonly Diagnostic[] } {
  const byStem = new Map(articles.map((source) => [stem(source.path), source]));
  const placed = new Map<string, Located<string>>();
  const diagnostics: Diagnostic[] = [];
  for (const name of order.names) {
    const wanted = stem(name.value);
    const earlier = placed.get(wanted);
    if (earlier) diagnostics.push(doubled(name, earlier));
    else if (byStem.has(wanted)) placed.set(wanted, name);
    else diagnostics.push(unknown(name, [...byStem.keys()]));
  }
  const rest = [...byStem.keys()].filter((key) => !placed.has(key));
  if (rest.length > 0) diagnostics.push(leftOut(rest, order.span));
  return { value: [...placed.keys(), ...rest].flatMap((key) => byStem.get(key) ?? []), diagnostics };
}

function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '');
}

function unknown({ value, span }: Located<string>, known: readonly string[]): Diagnostic {
  const meant = nearest(value, known);
  return diagnose('issue/order-unknown', span, {
    message: `there is no article \`${value.slice(0, 120)}\` in this issue`,
    hint: meant ? `did you mean \`${meant}\`?` : 'write the name of an article’s file, with or without `.md`',
  });
}

function doubled({ value, span }: Located<string>, earlier: Located<string>): Diagnostic {
  return diagnose('issue/order-duplicate', span, {
    message: `\`${value}\` stands in the order twice`,
    hint: 'remove one of the two',
    notes: [{ message: 'first named here', span: earlier.span }],
  });
}

function leftOut(names: readonly string[], span: Span): Diagnostic {
  const shown = names.slice(0, 5).map((name) => `\`${name}\``);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return diagnose('issue/order-incomplete', span, {
    message: `\`order\` leaves out ${shown.join(', ')}${more}, so that ${names.length === 1 ? 'it comes' : 'they come'} last`,
    hint: 'add the names where the articles should stand',
  });
}
