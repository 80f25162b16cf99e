import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Promo, PromoList, RankedPromos } from '../../../src/content/issue.ts';
import { canonicalUrl } from '../../../src/content/promo/canonical-url.ts';
import { type RankContext, rankPromoLists } from '../../../src/content/promo/rank.ts';
import { startOf } from '../../../src/diagnostic/source.ts';
import { parseDate } from '../../../src/publication/date.ts';

const at = startOf('promos/x.md');
const NAMES = ['a', 'b', 'c', 'd'] as const;
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });

const day = fc.integer({ min: 1, max: 9 }).map((number) => parseDate(`2026-10-0${number}`, 'Europe/Lisbon'));
/** Few stories, each in several spellings, so that lists meet. */
const address = fc
  .tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom('', '/', '?utm_source=x', '#top'),
    fc.constantFrom('https://', 'http://www.', 'HTTPS://'),
  )
  .map(([story, end, begin]) => ({ value: `${begin}example.org/${story}${end}`, span: at }));

const item = fc.record({
  score: fc.integer({ min: 0, max: 4 }),
  pin: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 5 }),
  title: fc.constantFrom('渡轮', 'أسعار', 'Tides', '\u0000<b>').map((word) => ({ value: [word], span: at })),
  url: optional(address),
  source: fc.constant(null),
  sponsor: optional(fc.constantFrom('Northline', 'NORTHLINE', '北线')),
  from: optional(day),
  until: optional(day),
  segments: fc.constantFrom([], [], [{ value: 'asia', span: at }]),
});

const head = fc.record({
  title: fc.constant({ value: ['T'], span: at }),
  kind: fc.constantFrom<PromoList['kind'][]>('editorial', 'editorial', 'sponsored'),
  limit: optional(fc.integer({ min: 1, max: 6 })),
  order: fc.constantFrom<PromoList['order'][]>('rank', 'score'),
  expires: optional(
    fc.oneof(
      fc.integer({ min: 1, max: 5 }).map((days) => ({ kind: 'days' as const, days })),
      day.map((date) => ({ kind: 'date' as const, date: date ?? neverSo() })),
    ),
  ),
  exclude: optional(fc.constant('in-issue' as const)),
  duplicates: fc.constantFrom<PromoList['duplicates'][]>('leave-out', 'leave-out', 'allow'),
  fallback: optional(fc.constantFrom(...NAMES, 'missing').map((value) => ({ value, span: at }))),
  role: fc.constantFrom<PromoList['role'][]>('shown', 'shown', 'fallback'),
  sponsorCap: optional(fc.integer({ min: 1, max: 2 })),
});

const ORDERS = { rank: 'rank', score: 'score' } as const;

const lists = fc
  .array(fc.tuple(head, fc.array(item, { maxLength: 9 })), { minLength: 1, maxLength: NAMES.length })
  .map((drawn): readonly PromoList[] =>
    drawn.map(([settings, items], index) => ({
      ...settings,
      name: NAMES[index] ?? neverSo(),
      file: `promos/${NAMES[index]}.md`,
      items: items.map((promo, place): Promo => {
        const byRank = settings.order === ORDERS.rank;
        return { ...promo, rank: byRank ? 1 + ((place * 7) % 11) : null, score: byRank ? null : promo.score };
      }),
    })),
  );

const context: RankContext = {
  date: parseDate('2026-10-05', 'Europe/Lisbon') ?? neverSo(),
  segments: new Set(),
  articles: [
    {
      file: 'issues/x/10-a.md',
      title: { value: ['A'], span: at },
      url: { value: 'https://example.org/1', span: at },
    },
  ],
};

const RUNS = { numRuns: 300 };

/** What fast-check says of the first ranking that is wrong, with its seed; nothing when all are right. */
function counterexample(isRight: (ranked: RankedPromos, all: readonly RankedPromos[]) => boolean): string | undefined {
  const property = fc.property(lists, (drawn) => {
    const all = rankPromoLists(drawn, context);
    return all.every((ranked) => isRight(ranked, all));
  });
  return fc.defaultReportMessage(fc.check(property, RUNS));
}

const storiesOf = ({ items }: RankedPromos): readonly string[] =>
  items.flatMap(({ promo }) => (promo.url && canonicalUrl(promo.url.value)) ?? []);

describe('ranked lists', () => {
  test('are numbered from 1 without gaps, up to the limit', () => {
    const said = counterexample(({ list, items }) => {
      const numbered = items.every(({ rank }, index) => rank === index + 1);
      return numbered && items.length <= (list.role === 'fallback' ? 0 : (list.limit ?? Infinity));
    });
    expect(said).toBeUndefined();
  });

  test('account for each of their items once, and say why', () => {
    const said = counterexample(({ list, items, left }) => {
      const all = new Set(list.items);
      const own = [...items, ...left].map(({ promo }) => promo).filter((promo) => all.has(promo));
      const reasons = [...items, ...left].map(({ reason }) => reason);
      return (
        own.length === all.size &&
        new Set(own).size === all.size &&
        items.every(({ reason }) => !reason.startsWith('left out')) &&
        left.every(({ reason }) => /^left out: \S/.test(reason)) &&
        reasons.every((reason) => /\S$/.test(reason) && !/null|undefined|NaN|Infinity/.test(reason))
      );
    });
    expect(said).toBeUndefined();
  });

  test('keep pinned items at their places', () => {
    const said = counterexample(({ list, items }) => {
      const own = new Set(list.items);
      const pins = items.filter(({ promo }) => own.has(promo)).flatMap(({ promo }) => promo.pin ?? []);
      return pins.every((place) => {
        const there = items[place - 1]?.promo;
        return place > items.length || (there !== undefined && own.has(there) && there.pin === place);
      });
    });
    expect(said).toBeUndefined();
  });

  test('show no story twice unless they may', () => {
    const said = counterexample((ranked, all) => {
      const earlier = new Set(all.slice(0, all.indexOf(ranked)).flatMap(storiesOf));
      const stories = storiesOf(ranked);
      const again = stories.some((story) => earlier.has(story)) || new Set(stories).size < stories.length;
      const inIssue = ranked.list.exclude !== null && stories.includes('//example.org/1');
      return !inIssue && (!again || ranked.list.duplicates === 'allow');
    });
    expect(said).toBeUndefined();
  });

  test('show no more of a sponsor than the cap, and nothing of another kind', () => {
    const said = counterexample(({ list, items }, all) => {
      const kinds = new Map(all.flatMap((one) => one.list.items.map((promo) => [promo, one.list.kind] as const)));
      const sponsors = items.map(({ promo }) => promo.sponsor?.toLowerCase());
      const counts = ['northline', '北线'].map((name) => sponsors.filter((one) => one === name).length);
      return (
        Math.max(...counts) <= (list.sponsorCap ?? Infinity) &&
        items.every(({ promo }) => kinds.get(promo) === list.kind)
      );
    });
    expect(said).toBeUndefined();
  });

  test('leave nothing out for want of room while there is room', () => {
    const said = counterexample(({ list, items, left }) => {
      const full = left.some(({ reason }) => reason.startsWith('left out: the list is limited to'));
      return !full || items.length === list.limit;
    });
    expect(said).toBeUndefined();
  });

  test('come out the same a second time, whatever was ranked before', () => {
    const property = fc.property(lists, lists, (drawn, others) => {
      const first = JSON.stringify(rankPromoLists(drawn, context));
      rankPromoLists(others, context);
      return JSON.stringify(rankPromoLists(structuredClone(drawn), context)) === first;
    });
    expect(fc.defaultReportMessage(fc.check(property, RUNS))).toBeUndefined();
  });
});

function neverSo(): never {
  throw new Error('the test’s own value is wrong');
}
