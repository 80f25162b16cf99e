import type { ApprovalDraft } from '../app/approve-issue.ts';
import type { EditionJson } from '../app/edition-json.ts';
import { visible, visibleLine } from '../diagnostic/render/visible.ts';
import { count } from './count.ts';
import { paint, type Terminal } from './terminal.ts';

/** Promos of a list that an approver is shown; the rest stands in the preview. */
const MOST_PROMOS = 20;

/** What somebody is about to approve: the lines of the inbox, articles, promo lists, sizes, the hash, and what changed. */
export function renderApproval(
  { facts, difference }: ApprovalDraft,
  edition: EditionJson,
  color: Terminal['color']['err'],
): string {
  const { html, text, largestHtml } = edition.bytes;
  const rows = [
    ['subject', edition.subject],
    ['preheader', edition.preheader === '' ? '(none)' : edition.preheader],
    ['articles', edition.articles.map(({ title }) => title).join(' / ')],
    ['size', `${kilobytes(html)} of HTML (at most ${kilobytes(largestHtml)}), ${kilobytes(text)} of text`],
    ['editions', facts.editions.length.toLocaleString('en')],
    ['hash', facts.hash],
  ];
  const lines = rows.map(([key = '', value = '']) => `${paint(color, 'dim', key.padEnd(10))} ${visibleLine(value)}`);
  const parts = [...lines, ...edition.promoLists.flatMap((list) => promoLines(list)), ...differenceLines(difference)];
  return `${parts.join('\n')}\n`;
}

function promoLines({ title, kind, items }: EditionJson['promoLists'][number]): readonly string[] {
  const more = items.length - MOST_PROMOS;
  return [
    `${visibleLine(title)} (${kind}), ${count(items.length, 'item')}`,
    ...items.slice(0, MOST_PROMOS).map((item) => `  ${item.rank}. ${visibleLine(item.title)}`),
    ...(more > 0 ? [`  … and ${more.toLocaleString('en')} more`] : []),
  ];
}

function differenceLines(difference: ApprovalDraft['difference']): readonly string[] {
  if (difference === null) return ['Nobody has approved this issue before.'];
  if (difference.length === 0) return ['This is what was approved last.'];
  return ['Changed since the last approval:', ...difference.map((line) => `  ${visible(line)}`)];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
