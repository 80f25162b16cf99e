import { parseDate } from '../publication/date.ts';
import type { Publication } from '../publication/publication.ts';
import { done, type Outcome, refuse } from './refusal.ts';

/** Files to write: path relative to the folder that is made → text. */
export type NewFiles = ReadonlyMap<string, string>;

export interface NewIssueInput {
  readonly name: string;
  readonly template: string;
  readonly publication: Publication;
  /** Today's day in the publication's zone, `2026-11-24`: stands in unless the name begins with a day. */
  readonly today: string;
  /** A few letters that make the id unlike any other. */
  readonly salt: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** The files of a new issue: what an editor writes over, with the rest of the fields as comments. */
export function newIssueFiles(input: NewIssueInput): Outcome<NewFiles> {
  const name = issueNameProblem(input.name);
  if (!name.ok) return name;
  const date = issueDay(input.name) ?? input.today;
  return done(
    new Map([
      ['issue.md', issueText(input, date)],
      ['10-first-story.md', ARTICLE],
      ['promos/most-read.md', promoText(input.publication.url)],
    ]),
  );
}

/** Tells a text editor where the schema of a file lies, relative to the file: it completes keys and underlines slips. */
export function schemaLine(path: string): string {
  return `# yaml-language-server: $schema=${path}`;
}

/** The day that an issue's name begins with; null where it begins with none, or with no day of the calendar. */
export function issueDay(name: string): string | null {
  const day = DAY.exec(name)?.[0];
  return day !== undefined && parseDate(day, 'UTC') !== null ? day : null;
}

/** Refuses a name that no issue's folder can have. */
export function issueNameProblem(name: string): Outcome<'fine'> {
  const refusal = nameProblem(name);
  return refusal === undefined
    ? done('fine')
    : refuse('bad-name', refusal, 'Use letters, digits, dots and dashes, such as 2026-11-24-daily.');
}

/** Why a folder can't have this name, or undefined. Any script is welcome; what breaks paths and scripts isn't. */
function nameProblem(name: string): string | undefined {
  if (name === 'latest') return '"latest" means the newest issue and can’t be a name.';
  if (name.startsWith('.')) return 'A name that begins with a dot would be hidden.';
  if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(name)) return `"${name}" can’t be the name of an issue's folder.`;
  return Buffer.byteLength(name) > 120 ? 'The name is longer than 120 bytes.' : undefined;
}

function issueText({ name, template, publication, salt }: NewIssueInput, date: string): string {
  return `---
${schemaLine('../../schemas/issue.schema.json')}
id: ${name}-${salt}          # never changes: deliveries are counted by it
subject: The subject that readers see in their inbox
preheader: The line that stands after the subject in the list of mails
date: ${date}
template: ${template}
# language: ${publication.language}              # when this issue is in another language
# embargo: ${date}T06:00   # no send before this time
# order: [10-first-story]    # when the articles shall not stand in the order of their names
---
A line or two from the editor, or nothing. Write {{first_name|reader}} to greet by name.
`;
}

const ARTICLE = `---
${schemaLine('../../schemas/article.schema.json')}
title: The headline of the first story
deck: One sentence that says what happened and why it matters
# byline: { name: Ana Quill, email: ana@example.org }
# dateline: PORT ALDER
# date: 2026-11-23
# url: https://news.example.org/first-story
# image: { src: images/first.jpg, alt: What the picture shows, credit: Who took it }
# section: Harbour
# display: full              # full, teaser or headline
---
The story, in Markdown. A link is written [like this](https://news.example.org), a quotation begins with \`>\`.
`;

function promoText(url: string): string {
  const base = url.replace(/\/+$/, '');
  return `---
${schemaLine('../../../schemas/promo-list.schema.json')}
title: Most read
kind: editorial              # or sponsored, which is always labelled to the reader
limit: 5
---
1. [The title of the most read story](${base}/one)
2. [The title of the second](${base}/two)
`;
}
