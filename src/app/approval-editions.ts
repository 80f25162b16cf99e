import { defaultEditions, type EditionKeys } from './check-issue.ts';
import { segmentsMentioned } from './segments-mentioned.ts';

/** Of six segments there are 64 combinations, each compiled in some milliseconds. */
const MOST_SEGMENTS = 6;

/**
 * Every edition that the issue can have, whoever the audience is: all combinations of the segments that it mentions. With
 * more than six, the editions that `build` makes; the others are then held by the files that they are made of.
 */
export const approvalEditions: EditionKeys = (issue) => {
  const names = segmentsMentioned(issue);
  if (names.length > MOST_SEGMENTS) return defaultEditions(issue);
  return names.reduce<readonly ReadonlySet<string>[]>(
    (sets, name) => [...sets, ...sets.map((set) => new Set([...set, name]))],
    [new Set()],
  );
};
