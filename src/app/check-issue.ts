import { type CheckedEdition, checkEdition } from '../check/check.ts';
import { applySeverity } from '../check/severity.ts';
import type { Purpose } from '../check/surroundings.ts';
import { compileEdition } from '../compile/compile-edition.ts';
import type { Pictures } from '../compile/pictures.ts';
import type { TemplateSet } from '../compile/template-set.ts';
import type { Issue } from '../content/issue.ts';
import { localPictures } from '../content/local-pictures.ts';
import { parseIssue } from '../content/parse-issue.ts';
import type { DiagnosticCode } from '../diagnostic/catalogue.ts';
import { type Checked, type Diagnostic, hasErrors, sortDiagnostics } from '../diagnostic/diagnostic.ts';
import { limitPerFile } from '../diagnostic/limit.ts';
import type { Publication } from '../publication/publication.ts';
import { inReadersLanguage } from './edition-language.ts';
import { type Findings, mergeFindings } from './load-publication.ts';
import { lookAround } from './look-around.ts';
import { segmentsMentioned } from './segments-mentioned.ts';
import type { Workspace } from './workspace.ts';

/** An issue with every edition asked for, ready to be built or sent. */
export interface CheckedIssue {
  readonly issue: Issue;
  readonly editions: readonly CheckedEdition[];
}

export interface IssueFindings extends Findings {
  readonly name: string;
  /** As far as it could be read, with or without errors. */
  readonly issue: Issue | undefined;
  /** Undefined as soon as there is one error. */
  readonly checked: CheckedIssue | undefined;
}

/** Which editions to compile: sets of segments, each of them some reader's. */
export type EditionKeys = (issue: Issue) => readonly ReadonlySet<string>[];

/** What `check` and `build` look at: the edition for everybody, and one for each segment that the issue names. */
export const defaultEditions: EditionKeys = (issue) => [
  new Set(),
  ...segmentsMentioned(issue).map((name) => new Set([name])),
];

/** Reads, compiles and checks one issue. All its problems come out in one run, in the order of their places. */
export async function checkIssue(
  workspace: Workspace,
  publication: Publication,
  name: string,
  keys: EditionKeys,
  purpose: Purpose = 'look',
): Promise<IssueFindings> {
  const files = await workspace.readIssue(name);
  const templates = await workspace.readTemplates();
  const parsed: Checked<Issue> =
    files.value === undefined ? { value: undefined, diagnostics: [] } : parseIssue(files.value, publication);
  const compiled =
    parsed.value === undefined || templates.value === undefined
      ? NOTHING
      : await compileAll(parsed.value, { workspace, publication, templates: templates.value, keys, purpose });
  const found = [
    ...files.diagnostics,
    ...templates.diagnostics,
    ...withoutFollowing(parsed.diagnostics, 'issue/', files.diagnostics),
    ...withoutFollowing(compiled.diagnostics, 'template/', templates.diagnostics),
  ];
  const diagnostics = limitPerFile(sortDiagnostics(applySeverity(found, publication)));
  const sources = [publication.source, ...(files.value?.sources ?? []), ...(templates.value?.sources.values() ?? [])];
  const findings = mergeFindings([{ diagnostics, sources: new Map(sources.map((source) => [source.path, source])) }]);
  const checked =
    parsed.value && !hasErrors(diagnostics) ? { issue: parsed.value, editions: compiled.editions } : undefined;
  return { ...findings, name, issue: parsed.value, checked };
}

/** What a file that is there but can't be read makes look as if it were missing. */
const FOLLOWING = new Set<DiagnosticCode>([
  'issue/missing',
  'issue/no-articles',
  'issue/order-unknown',
  'template/not-found',
  'template/partial-missing',
]);

/** Leaves out what only follows from files of the same area that could not be read. */
function withoutFollowing(
  found: readonly Diagnostic[],
  area: 'issue/' | 'template/',
  unread: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (unread.length === 0) return found;
  return found.filter(({ code }) => !(code.startsWith(area) && FOLLOWING.has(code)));
}

interface CompiledEditions {
  readonly editions: readonly CheckedEdition[];
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: CompiledEditions = { editions: [], diagnostics: [] };

interface CompileTools {
  readonly workspace: Workspace;
  readonly publication: Publication;
  readonly templates: TemplateSet;
  readonly keys: EditionKeys;
  readonly purpose: Purpose;
}

async function compileAll(issue: Issue, { purpose, ...tools }: CompileTools): Promise<CompiledEditions> {
  const { workspace, publication, templates, keys } = tools;
  const read = await workspace.readPictures(localPictures(issue));
  const pictures: Pictures = read.value ?? new Map();
  const surroundings = { ...(await lookAround(issue.name, pictures, workspace)), purpose };
  const found: (readonly Diagnostic[])[] = [read.diagnostics];
  const editions: CheckedEdition[] = [];
  const shared = { publication, templates, pictures, cache: workspace.cache };
  for (const segments of keys(issue)) {
    const theirs = inReadersLanguage(issue, segments, publication);
    const compiled = await compileEdition({
      ...shared,
      issue: theirs,
      segments,
      pictureBase: pictureBase(publication),
    });
    found.push(compiled.diagnostics);
    if (compiled.value === undefined) continue;
    const checked = checkEdition({ issue, edition: compiled.value, publication, surroundings });
    found.push(checked.diagnostics);
    if (checked.value !== undefined) editions.push(checked.value);
  }
  return { editions, diagnostics: found.flat() };
}

/** Pictures are served below `linkBase`, by names that are made of their bytes. */
function pictureBase({ linkBase }: Publication): string {
  return `${linkBase.replace(/\/+$/, '')}/i`;
}
