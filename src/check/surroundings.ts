import type { Pictures } from '../compile/pictures.ts';
import type { Span } from '../diagnostic/source.ts';

/** Another issue of the publication, as far as a check needs to know it. */
export interface OtherIssue {
  readonly id: string;
  /** `issues/2026-11-24-daily` */
  readonly folder: string;
  /** Where its id stands; the beginning of its issue.md when the folder's name stands in for it. */
  readonly idSpan: Span;
}

/** What may stand while an issue is worked on, and not in a mail: see check/rules/todo-left.ts. */
export type Purpose = 'look' | 'send';

/** What rules know beyond the issue itself; `app/` gathers it. */
export interface Surroundings {
  /** All other issues; the issue itself may be among them. */
  readonly otherIssues: readonly OtherIssue[];
  /** Facts of the local pictures that the issue shows. */
  readonly pictures: Pictures;
  /** What the edition is wanted for: to look at, unless it says `send`. */
  readonly purpose?: Purpose;
  /** Of the audience of a planned send, how many lack each subscriber field. Absent where no send is planned. */
  readonly lacking?: ReadonlyMap<string, number>;
}
