import type { Edition } from '../compile/edition.ts';
import type { Issue } from '../content/issue.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Publication } from '../publication/publication.ts';
import type { Surroundings } from './surroundings.ts';

/** What a rule may look at. */
export interface RuleInput {
  readonly issue: Issue;
  readonly edition: Edition;
  readonly publication: Publication;
  readonly surroundings: Surroundings;
}

/** One thing that can be wrong with a mail although every file of it is right. Pure. */
export type Rule = (input: RuleInput) => readonly Diagnostic[];
