import { join } from 'node:path';
import { type Findings, loadPublication } from '../app/load-publication.ts';
import { done, type Outcome, refuse } from '../app/refusal.ts';
import type { Workspace } from '../app/workspace.ts';
import { cacheFolder } from '../disk/cache-folder.ts';
import { openTextCache } from '../disk/compile-cache.ts';
import { findPublication, PUBLICATION_FILE } from '../disk/find-publication.ts';
import { readPictures } from '../disk/pictures.ts';
import { listIssues, readIssue } from '../disk/read-issue.ts';
import { readTemplates, shippedTemplates } from '../disk/read-templates.ts';
import { readText } from '../disk/read-text.ts';
import type { Publication } from '../publication/publication.ts';
import { type CommandContext, EXIT, type ExitStatus } from './command.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import { showRefusal } from './show-refusal.ts';

/** The publication that a command works on, and its folder. */
export interface OpenPublication {
  readonly publication: Publication;
  readonly workspace: Workspace;
  /** The publication's root, absolute. */
  readonly root: string;
  /** Warnings of courant.yaml. */
  readonly findings: Findings;
}

/** Says what is wrong with courant.yaml; `root` is the publication's root, absolute. */
export type ShowFindings = (findings: Findings, root: string) => void;

/** Finds and reads the publication around the current folder; when there is none, or it has errors, says so. */
export async function openPublication(
  context: CommandContext,
  json: 'json' | 'human',
  showFindings: ShowFindings = (findings, root) =>
    showDiagnostics(findings, { json, terminal: context.terminal, root }),
): Promise<OpenPublication | ExitStatus> {
  const found = findRoot(context.cwd);
  if (!found.ok) return showRefusal(found.refusal, { json, terminal: context.terminal });
  const workspace = openWorkspace(found.value, context.env);
  const findings = await loadPublication(workspace);
  if (findings.publication === undefined) {
    showFindings(findings, found.value);
    return EXIT.content;
  }
  return { publication: findings.publication, workspace, root: found.value, findings };
}

function findRoot(cwd: string): Outcome<string> {
  const root = findPublication(cwd);
  if (root !== undefined) return done(root);
  return refuse(
    'no-publication',
    `There is no ${PUBLICATION_FILE} here or in any folder above.`,
    'Go into a publication’s folder, or make one with `courant init DIR`.',
  );
}

function openWorkspace(root: string, env: CommandContext['env']): Workspace {
  return {
    readPublication: () => readText(root, PUBLICATION_FILE),
    issueNames: () => listIssues(root),
    readIssueHead: (name) => readText(root, `issues/${name}/issue.md`),
    readIssue: (name) => readIssue(root, name),
    readTemplates: () => readTemplates(root),
    readPictures: (files) => readPictures(root, files),
    cache: {
      shapes: openTextCache(join(root, '.courant', 'cache', 'shapes')),
      templates: openTextCache(cacheFolder(env), shippedTemplates()),
    },
  };
}
