import type { OtherIssue, Surroundings } from '../check/surroundings.ts';
import type { Pictures } from '../compile/pictures.ts';
import { readFrontMatter } from '../content/front-matter.ts';
import type { Workspace } from './workspace.ts';

/** Gathers what rules want to know beyond the issue itself. */
export async function lookAround(name: string, pictures: Pictures, workspace: Workspace): Promise<Surroundings> {
  const otherIssues: OtherIssue[] = [];
  for (const other of await workspace.issueNames()) {
    if (other === name) continue;
    const folder = `issues/${other}`;
    otherIssues.push({ id: await idOf(other, workspace), folder, file: `${folder}/issue.md` });
  }
  return { otherIssues, pictures };
}

/** `id:` of issue.md, else the folder's name: also where the rest of that issue is broken. */
async function idOf(name: string, workspace: Workspace): Promise<string> {
  const head = await workspace.readIssueHead(name);
  const value = head.value === undefined ? undefined : readFrontMatter(head.value).value?.document.value;
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : name;
}
