import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Located } from '../diagnostic/source.ts';
import type { PublicationDate } from '../publication/date.ts';
import { languageHint, languageTag } from '../publication/language.ts';
import type { Publication } from '../publication/publication.ts';
import type { IssueFields } from '../publication/schema/issue.ts';
import { readYaml } from '../publication/yaml.ts';
import type { YamlDocument } from '../publication/yaml-document.ts';
import type { Issue } from './issue.ts';
import { readDate } from './read-date.ts';
import { readSegmentNames } from './segment-names.ts';
import { readSlottedField } from './slotted-field.ts';

/** What the front matter of issue.md says of the issue itself; its articles and lists come from other files. */
export type IssueHead = Pick<
  Issue,
  'subject' | 'preheader' | 'date' | 'template' | 'language' | 'embargo' | 'segments'
>;

/** Makes a head of the fields that are right; undefined without a subject and a date. Pushes what it finds. */
export function readIssueHead(
  document: YamlDocument,
  fields: Partial<IssueFields>,
  publication: Publication,
  diagnostics: Diagnostic[],
): IssueHead | undefined {
  const reading = { document, publication, diagnostics };
  const subject = readText('subject', fields, reading);
  const preheader = readText('preheader', fields, reading);
  const date = readDay('date', fields, reading);
  const embargo = readDay('embargo', fields, reading);
  const template = readTemplate(fields.template, reading);
  const language = readLanguage(fields.language, reading);
  const segments = readSegmentNames(document, fields.segments ?? [], publication);
  for (const found of segments.diagnostics) diagnostics.push(found);
  return subject && date
    ? { subject, preheader, date, template, language, embargo, segments: segments.value }
    : undefined;
}

interface Reading {
  readonly document: YamlDocument;
  readonly publication: Publication;
  readonly diagnostics: Diagnostic[];
}

function readText(key: 'subject' | 'preheader', fields: Partial<IssueFields>, reading: Reading): Issue['preheader'] {
  const text = fields[key];
  if (text === undefined) return null;
  const read = readSlottedField(reading.document, [key], text, reading.publication);
  for (const found of read.diagnostics) reading.diagnostics.push(found);
  return read.value;
}

function readDay(
  key: 'date' | 'embargo',
  fields: Partial<IssueFields>,
  reading: Reading,
): Located<PublicationDate> | null {
  const text = fields[key];
  if (text === undefined) return null;
  const span = reading.document.spanOf([key]);
  const read = readDate({ value: text, span }, reading.publication);
  for (const found of read.diagnostics) reading.diagnostics.push(found);
  return read.value ? { value: read.value, span } : null;
}

function readTemplate(name: string | undefined, { document, publication, diagnostics }: Reading): Located<string> {
  if (name === undefined) return ofPublication('template', document, publication);
  const span = document.spanOf(['template']);
  if (/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(name)) return { value: name, span };
  diagnostics.push(
    diagnose('issue/template', span, {
      message: 'this is not the name of a template',
      hint: 'write the name of a folder in templates/, such as `daily`',
    }),
  );
  return { value: publication.template, span };
}

function readLanguage(tag: string | undefined, { document, publication, diagnostics }: Reading): Located<string> {
  if (tag === undefined) return ofPublication('language', document, publication);
  const span = document.spanOf(['language']);
  const value = languageTag(tag);
  if (value !== null) return { value, span };
  diagnostics.push(
    diagnose('issue/language', span, { message: 'this is not a language tag', hint: languageHint(tag) }),
  );
  return { value: publication.language, span };
}

/** What the issue leaves to courant.yaml stands there, or nowhere. */
function ofPublication(
  key: 'template' | 'language',
  document: YamlDocument,
  publication: Publication,
): Located<string> {
  const written = readYaml(publication.source).value;
  const span = written?.nodeAt([key]) ? written.spanOf([key]) : document.opening;
  return { value: publication[key], span };
}
