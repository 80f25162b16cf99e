import { type SegmentMoment, type SegmentTest, segmentTest } from '../audience/segment-test.ts';
import type { Publication } from '../publication/publication.ts';

/** When a segment is asked about, for a publication: `now` in milliseconds since 1970. */
function segmentMoment(publication: Publication, now: number): SegmentMoment {
  const { timeZone } = publication;
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return { today: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`, timeZone };
}

/** What makes somebody one of each segment of courant.yaml, being on its list included; by name, sorted. */
export function segmentTests(publication: Publication, now: number): ReadonlyMap<string, SegmentTest> {
  const moment = segmentMoment(publication, now);
  const segments = Object.entries(publication.segments).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    segments.map(([name, { list, where }]) => [
      name,
      { kind: 'all', of: [{ kind: 'on-list', list }, segmentTest(where, moment)] },
    ]),
  );
}
