import type { OtherIssue, Surroundings } from '../check/surroundings.ts';
import type { Pictures } from '../compile/pictures.ts';
import { readFrontMatter } from '../content/front-matter.ts';
import { type Located, startOf } from '../diagnostic/source.ts';
import { issueSchema } from '../publication/schema/issue.ts';
import { validate } from '../publication/validate.ts';
import type { Workspace } from './workspace.ts';

/** Gathers what rules want to know beyond the issue itself. */
export async function lookAround(name: string, pictures: Pictures, workspace: Workspace): Promise<Surroundings> {
  const otherIssues: OtherIssue[] = [];
  for (const other of await workspace.issueNames()) {
    if (other === name) continue;
    const folder = `issues/${other}`;
    const id = await idOf(other, workspace);
    otherIssues.push({ id: id?.value ?? other, folder, idSpan: id?.span ?? startOf(`${folder}/issue.md`) });
  }
  return { otherIssues, pictures };
}

/** `id:` of issue.md, also where the rest of that issue is broken; undefined without one. */
async function idOf(name: string, workspace: Workspace): Promise<Located<string> | undefined> {
  const head = await workspace.readIssueHead(name);
  const document = head.value === undefined ? undefined : readFrontMatter(head.value).value?.document;
  if (document === undefined) return undefined;
  const { id } = validate(issueSchema, document, 'issue.md').salvaged;
  return id === undefined ? undefined : { value: id, span: document.spanOf(['id']) };
}
