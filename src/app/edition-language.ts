import type { Issue } from '../content/issue.ts';
import type { Publication } from '../publication/publication.ts';
import type { Where } from '../publication/schema/segment.ts';

/**
 * The issue as the readers of some segments get it: where those segments are of one language, strings, dates, direction and
 * `lang` are that language's, as what is shown to them alone is. Readers of several languages at once keep the issue's.
 */
export function inReadersLanguage(issue: Issue, segments: ReadonlySet<string>, publication: Publication): Issue {
  const asked = new Set([...segments].flatMap((name) => languagesOf(publication.segments[name]?.where)));
  const [language] = asked;
  const own = issue.language.value;
  if (language === undefined || asked.size > 1 || own === language || own.startsWith(`${language}-`)) return issue;
  return { ...issue, language: { ...issue.language, value: language } };
}

/** `language: zh-Hans`, `language: { in: [zh-Hans] }`, or one of these among conditions that must all hold. */
function languagesOf(where: Where | undefined): readonly string[] {
  if (where === undefined) return [];
  const condition = Object.hasOwn(where, 'language') ? where['language'] : undefined;
  return [...valuesOf(condition), ...(where.all ?? []).flatMap(languagesOf)];
}

function valuesOf(condition: unknown): readonly string[] {
  if (typeof condition === 'string') return [condition];
  if (typeof condition !== 'object' || condition === null || !('in' in condition)) return [];
  return Array.isArray(condition.in) ? condition.in.filter((value) => typeof value === 'string') : [];
}
