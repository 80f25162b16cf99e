import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Located } from '../../diagnostic/source.ts';
import type { PublicationDate } from '../../publication/date.ts';
import type { Publication } from '../../publication/publication.ts';
import { dropControls, findControls } from '../control-characters.ts';
import type { Promo, PromoList } from '../issue.ts';
import { readDate } from '../read-date.ts';
import { checkSegmentNames } from '../segment-names.ts';
import { checkUrl } from '../url.ts';
import type { RawPromo } from './raw-promo.ts';
import { isBefore } from './shown-days.ts';

export interface PromoContext {
  readonly publication: Publication;
  readonly kind: PromoList['kind'];
  readonly order: PromoList['order'];
}

export interface ReadPromo {
  /** Without a title there is no item. */
  readonly promo: Promo | undefined;
  /** Known also of an item without a title: it may be claimed twice all the same. */
  readonly rank: Located<number> | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** An item that could be understood, and every problem on the way. */
export function readPromo(raw: RawPromo, context: PromoContext): ReadPromo {
  const diagnostics: Diagnostic[] = [];
  const from = readDay(raw.from, context.publication, diagnostics);
  const until = readDay(raw.until, context.publication, diagnostics);
  const numbers = readNumbers(raw, context.order, diagnostics);
  diagnostics.push(...checkDays(raw, from, until), ...checkAddress(raw), ...checkSponsor(raw, context.kind));
  for (const found of checkSegmentNames(raw.segments, context.publication)) diagnostics.push(found);
  const rank = raw.rank && numbers.rank !== null ? { value: numbers.rank, span: raw.rank.span } : null;
  if (raw.title === null) return { promo: undefined, rank, diagnostics: [...diagnostics, titleMissing(raw)] };
  const { title, url, segments } = raw;
  const source = readText(raw.source, diagnostics);
  const sponsor = readText(raw.sponsor, diagnostics);
  return { promo: { ...numbers, title, url, source, sponsor, from, until, segments }, rank, diagnostics };
}

function readText(written: Located<string> | null, diagnostics: Diagnostic[]): string | null {
  if (written === null) return null;
  diagnostics.push(...findControls(written.value, () => written.span));
  return dropControls(written.value).replace(/\s+/g, ' ');
}

function readDay(
  written: Located<string> | null,
  publication: Publication,
  diagnostics: Diagnostic[],
): PublicationDate | null {
  if (written === null) return null;
  const read = readDate(written, publication);
  diagnostics.push(...read.diagnostics);
  return read.value ?? null;
}

function checkDays(raw: RawPromo, from: PublicationDate | null, until: PublicationDate | null): readonly Diagnostic[] {
  if (!from || !until || !raw.until || !raw.from || !isBefore(until, from)) return [];
  return [
    diagnose('promo/until-before-from', raw.until.span, {
      message: `this item ends on ${until.text} before it begins on ${from.text}`,
      hint: 'swap the two dates, or correct the year',
      notes: [{ message: 'it begins here', span: raw.from.span }],
    }),
  ];
}

function checkAddress(raw: RawPromo): readonly Diagnostic[] {
  if (raw.address === 'unread') return [];
  if (raw.url === null)
    return [
      diagnose('promo/no-url', raw.span, {
        message: 'this item has no address and will stand in the list as plain text',
        hint: 'add its address, or leave it as it is if it needs none',
      }),
    ];
  const slot = raw.url.value.includes('{{');
  if (!slot) return checkUrl(raw.url.value, raw.url.span).diagnostics;
  return [
    diagnose('slot/no-place', raw.url.span, {
      message: 'the address of a promo is the same for every reader, and cannot hold a slot',
      hint: 'write the address without braces',
    }),
  ];
}

function checkSponsor(raw: RawPromo, kind: PromoList['kind']): readonly Diagnostic[] {
  if (kind === 'editorial' || raw.sponsor !== null) return [];
  return [
    diagnose('promo/sponsor-missing', raw.span, {
      message: 'this list is sponsored, and this item doesn’t say by whom',
      hint: 'add `sponsor` with the name of who paid for it',
    }),
  ];
}

function titleMissing(raw: RawPromo): Diagnostic {
  return diagnose('promo/title-missing', raw.span, {
    message: 'this item has no title',
    hint: 'write the words that readers shall see and click',
  });
}

/** At most what a number holds exactly. */
const RANK = /^[1-9]\d{0,14}$/;
const SCORE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** The rank or the score, whichever the list is ordered by; null where it is missing or cannot be read. */
function readNumbers(
  raw: RawPromo,
  order: PromoList['order'],
  diagnostics: Diagnostic[],
): Pick<Promo, 'rank' | 'score'> {
  if (raw.rank && raw.score) diagnostics.push(rankAndScore(raw.score, raw.rank));
  const written = order === 'rank' ? raw.rank : raw.score;
  if (written === null) {
    diagnostics.push(numberMissing(raw, order));
    return { rank: null, score: null };
  }
  if (order === 'rank') return { rank: readRank(written, diagnostics), score: null };
  return { rank: null, score: readScore(written, diagnostics) };
}

function readRank(written: Located<string>, diagnostics: Diagnostic[]): number | null {
  const digits = written.value.replace(/^0+(?=[1-9])/, '');
  if (RANK.test(digits)) return Number(digits);
  diagnostics.push(
    diagnose('promo/rank-invalid', written.span, {
      message: `\`${written.value.slice(0, 40)}\` is not a rank`,
      hint: 'write a whole number from 1 on',
    }),
  );
  return null;
}

function readScore(written: Located<string>, diagnostics: Diagnostic[]): number | null {
  const score = Number(written.value);
  if (SCORE.test(written.value) && Number.isFinite(score)) return score;
  diagnostics.push(
    diagnose('promo/score-invalid', written.span, {
      message: `\`${written.value.slice(0, 40)}\` is not a score`,
      hint: 'write a number, with a point for decimals: 8.5',
    }),
  );
  return null;
}

function rankAndScore(score: Located<string>, rank: Located<string>): Diagnostic {
  return diagnose('promo/rank-and-score', score.span, {
    message: 'this item has a rank and a score',
    hint: 'keep one of the two, the same one in the whole list',
    notes: [{ message: 'its rank stands here', span: rank.span }],
  });
}

function numberMissing(raw: RawPromo, order: PromoList['order']): Diagnostic {
  const other = order === 'rank' ? raw.score : raw.rank;
  return diagnose('promo/rank-missing', other?.span ?? raw.span, {
    message: other
      ? `this list is ordered by ${order}, and this item has a ${order === 'rank' ? 'score' : 'rank'} instead`
      : `this item has no ${order}`,
    hint: `give every item of the list a ${order}`,
  });
}
