import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Located } from '../../diagnostic/source.ts';
import type { PublicationDate } from '../../publication/date.ts';
import type { Publication } from '../../publication/publication.ts';
import { dropControls, findControls } from '../control-characters.ts';
import type { Promo, PromoList } from '../issue.ts';
import type { ReadDate } from '../read-date.ts';
import { checkSegmentNames } from '../segment-names.ts';
import { checkUrl } from '../url.ts';
import { readNumbers } from './promo-numbers.ts';
import type { RawPromo } from './raw-promo.ts';
import type { IsBefore } from './shown-days.ts';

export interface PromoContext {
  readonly publication: Publication;
  readonly kind: PromoList['kind'];
  readonly order: PromoList['order'];
  readonly readDate: ReadDate;
  readonly isBefore: IsBefore;
}

export interface ReadPromo {
  /** Without a title there is no item. */
  readonly promo: Promo | undefined;
  /** Known also of an item without a title: it may be claimed twice all the same. */
  readonly rank: Located<number> | null;
  readonly pin: Located<number> | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** An item that could be understood, and every problem on the way. */
export function readPromo(raw: RawPromo, context: PromoContext): ReadPromo {
  const diagnostics: Diagnostic[] = [];
  const from = readDay(raw.from, context.readDate, diagnostics);
  const until = readDay(raw.until, context.readDate, diagnostics);
  const numbers = readNumbers(raw, context.order, diagnostics);
  diagnostics.push(
    ...checkDays(raw, { from, until }, context.isBefore),
    ...checkAddress(raw),
    ...checkSponsor(raw, context.kind),
  );
  for (const found of checkSegmentNames(raw.segments, context.publication)) diagnostics.push(found);
  const rank = raw.rank && numbers.rank !== null ? { value: numbers.rank, span: raw.rank.span } : null;
  const pin = raw.pin && numbers.pin !== null ? { value: numbers.pin, span: raw.pin.span } : null;
  if (raw.title === null) return { promo: undefined, rank, pin, diagnostics: [...diagnostics, titleMissing(raw)] };
  const { title, url, segments } = raw;
  const source = readText(raw.source, diagnostics);
  const sponsor = readText(raw.sponsor, diagnostics);
  return { promo: { ...numbers, title, url, source, sponsor, from, until, segments }, rank, pin, diagnostics };
}

function readText(written: Located<string> | null, diagnostics: Diagnostic[]): string | null {
  if (written === null) return null;
  diagnostics.push(...findControls(written.value, () => written.span));
  return dropControls(written.value).replace(/\s+/g, ' ');
}

function readDay(
  written: Located<string> | null,
  readDate: ReadDate,
  diagnostics: Diagnostic[],
): PublicationDate | null {
  if (written === null) return null;
  const read = readDate(written);
  diagnostics.push(...read.diagnostics);
  return read.value ?? null;
}

function checkDays(
  raw: RawPromo,
  { from, until }: Pick<Promo, 'from' | 'until'>,
  isBefore: IsBefore,
): readonly Diagnostic[] {
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
  if ((kind === 'sponsored') === (raw.sponsor !== null)) return [];
  if (raw.sponsor !== null)
    return [
      diagnose('promo/sponsor-unlabelled', raw.sponsor.span, {
        message: 'this item is paid for, and its list is not labelled so to the reader',
        hint: 'move it into a list with `kind: sponsored`; for where a story comes from there is `source`',
      }),
    ];
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
