import { isAbsolute, relative, resolve, sep } from 'node:path';
import { parseDate } from '../publication/date.ts';
import type { Publication } from '../publication/publication.ts';
import { nearest } from '../publication/nearest.ts';
import { readFrontMatter } from '../content/front-matter.ts';
import { done, type Outcome, refuse } from './refusal.ts';
import type { Workspace } from './workspace.ts';

/** Where a command was called: how names and paths of issues are understood. */
export interface Standpoint {
  /** The publication's root, absolute. */
  readonly root: string;
  /** The current folder, absolute. */
  readonly cwd: string;
}

/** The name of the issue that `asked` means: a folder, a name, `latest`, or (undefined) the current folder's issue. */
export async function chooseIssue(
  asked: string | undefined,
  place: Standpoint,
  publication: Publication,
  workspace: Workspace,
): Promise<Outcome<string>> {
  const names = await workspace.issueNames();
  const here = issueOfPath(place.cwd, place);
  const wanted = asked ?? (here !== undefined && names.includes(here) ? here : 'latest');
  if (wanted === 'latest' && !names.includes('latest')) return latestIssue(names, publication, workspace);
  const name = names.includes(wanted) ? wanted : issueOfPath(resolve(place.cwd, wanted), place);
  if (name !== undefined && names.includes(name)) return done(name);
  return noSuchIssue(wanted, names);
}

/** All issues, oldest first by name. */
export async function allIssues(workspace: Workspace): Promise<Outcome<readonly string[]>> {
  const names = await workspace.issueNames();
  return names.length === 0 ? noIssues() : done(names);
}

/** `…/issues/<name>` or anything below it; undefined for paths elsewhere. */
function issueOfPath(path: string, { root }: Standpoint): string | undefined {
  const inside = relative(resolve(root, 'issues'), path);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return undefined;
  return inside.split(sep)[0];
}

async function latestIssue(
  names: readonly string[],
  publication: Publication,
  workspace: Workspace,
): Promise<Outcome<string>> {
  let latest: { readonly name: string; readonly instant: number } | undefined;
  for (const name of names) {
    const instant = await dateOf(name, publication, workspace);
    if (latest === undefined || instant >= latest.instant) latest = { name, instant };
  }
  return latest === undefined ? noIssues() : done(latest.name);
}

/** An issue without a readable date comes before all others. */
async function dateOf(name: string, publication: Publication, workspace: Workspace): Promise<number> {
  const head = await workspace.readIssueHead(name);
  if (head.value === undefined) return Number.NEGATIVE_INFINITY;
  const written = readFrontMatter(head.value).value?.document.at(['date']);
  const date = typeof written === 'string' ? parseDate(written, publication.timeZone) : null;
  return date?.instant ?? Number.NEGATIVE_INFINITY;
}

function noIssues(): Outcome<never> {
  return refuse('no-issues', 'This publication has no issues yet.', 'Make the first with `courant new NAME`.');
}

function noSuchIssue(wanted: string, names: readonly string[]): Outcome<never> {
  if (names.length === 0) return noIssues();
  const guess = nearest(wanted, names);
  const there = names.length <= 8 ? `There are: ${names.join(', ')}.` : `There are ${names.length} issues in issues/.`;
  const hint = guess === undefined ? there : `Did you mean ${guess}?`;
  return refuse('no-such-issue', `There is no issue "${wanted}".`, hint);
}
