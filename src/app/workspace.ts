import type { Pictures } from '../compile/pictures.ts';
import type { CompileCache, TemplateSet } from '../compile/template-set.ts';
import type { IssueFiles } from '../content/issue.ts';
import type { Checked } from '../diagnostic/diagnostic.ts';
import type { Source } from '../diagnostic/source.ts';

/** Port: a publication's folder. `disk/` makes the real one. Paths are relative to its root, with `/`. */
export interface Workspace {
  readonly readPublication: () => Promise<Checked<Source>>;
  /** Names of the folders below `issues/` that hold any file, sorted. */
  readonly issueNames: () => Promise<readonly string[]>;
  /** issue.md alone, for what needs only a date or an id; undefined when there is none. */
  readonly readIssueHead: (name: string) => Promise<Checked<Source>>;
  readonly readIssue: (name: string) => Promise<Checked<IssueFiles>>;
  /** The publication's templates over the ones that come with Courant. */
  readonly readTemplates: () => Promise<Checked<TemplateSet>>;
  readonly readPictures: (files: readonly string[]) => Promise<Checked<Pictures>>;
  readonly cache: CompileCache;
}
