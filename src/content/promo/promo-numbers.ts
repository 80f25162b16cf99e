import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Located } from '../../diagnostic/source.ts';
import type { Promo, PromoList } from '../issue.ts';
import type { RawPromo } from './raw-promo.ts';

/** At most what a number holds exactly. */
const RANK = /^[1-9]\d{0,14}$/;
const SCORE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/**
 * The place where an item is pinned, and its rank or score, whichever the list is ordered by; null where one is missing
 * or cannot be read. What is pinned needs no other number.
 */
export function readNumbers(
  raw: RawPromo,
  order: PromoList['order'],
  diagnostics: Diagnostic[],
): Pick<Promo, 'rank' | 'score' | 'pin'> {
  const pin = raw.pin && readPin(raw.pin, diagnostics);
  if (raw.rank && raw.score) diagnostics.push(rankAndScore(raw.score, raw.rank));
  const written = order === 'rank' ? raw.rank : raw.score;
  if (written === null && raw.pin === null) diagnostics.push(numberMissing(raw, order));
  const rank = written && order === 'rank' ? readRank(written, diagnostics) : null;
  const score = written && order === 'score' ? readScore(written, diagnostics) : null;
  return { rank, score, pin };
}

function readPin(written: Located<string>, diagnostics: Diagnostic[]): number | null {
  if (RANK.test(written.value)) return Number(written.value);
  diagnostics.push(
    diagnose('promo/pin-invalid', written.span, {
      message: `\`${written.value.slice(0, 40)}\` is not a place in a list`,
      hint: 'write the place that the item shall hold, from 1 on: pin=1',
    }),
  );
  return null;
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
