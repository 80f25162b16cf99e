import type { Article, RankedPromo, RankedPromos } from '../../content/issue.ts';
import { numberNotes } from '../../content/markdown/number-notes.ts';
import type { MarkdownTree } from '../../content/markdown/tree.ts';
import type { Slot } from '../../content/slot.ts';
import { withoutMarks } from '../slot-marks.ts';
import { articleLines } from './article-text.ts';
import { blockLines, indented, noteLines, withGaps } from './block-text.ts';
import { slottedRuns, type Voice } from './inline-text.ts';
import { createLinks } from './links.ts';
import { labelled, underlined, WIDTH } from './letter.ts';
import { words, wrap } from './wrap.ts';

/** What the plain-text part is written from: the content itself, never the HTML. */
export interface TextInput {
  readonly publication: { readonly name: string; readonly address: string };
  readonly language: string;
  /** `Tuesday, 24 November 2026` */
  readonly dateLine: string;
  readonly note: MarkdownTree;
  readonly articles: readonly Article[];
  readonly promoLists: readonly RankedPromos[];
  /** Addresses or the marks that stand for them; null leaves the line out. */
  readonly links: { readonly unsubscribe: string | null; readonly webCopy: string | null };
  /** Read here: by, photo, readOn, sponsoredLabel, sponsor, datelineEnd, whyYouGetThis, unsubscribe, webCopy. */
  readonly strings: Readonly<Record<string, string>>;
  readonly mark: (slot: Slot) => string;
}

/** The mail as a letter in plain text: LF line ends, no spaces at the end of a line, one line end at the end. */
export function renderText(input: TextInput): string {
  const voice: Voice = {
    strings: input.strings,
    mark: input.mark,
    cjk: /^(zh|ja|ko)\b/i.test(input.language),
    links: createLinks(),
    notes: numberNotes(input.note),
  };
  const note = withGaps([blockLines(input.note.blocks, WIDTH, voice), noteLines(voice), voice.links.take()]);
  const parts = [
    withGaps([[input.publication.name, input.dateLine], note]),
    ...sectionLines(input.articles, voice),
    ...input.promoLists.map((list) => promoLines(list, voice)),
    colophonLines(input, voice),
  ];
  const lines = parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : ['', '', ...part]));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** Each article is a part; the name of its section stands before the first one of a run. */
function sectionLines(articles: readonly Article[], voice: Voice): readonly (readonly string[])[] {
  return articles.flatMap((article, index) => {
    const section = article.section?.value ?? null;
    const isNew = section !== null && section !== articles[index - 1]?.section?.value;
    const lines = articleLines(article, voice);
    return [isNew ? withGaps([underlined([words(section)], '='), lines]) : lines];
  });
}

function promoLines(ranked: RankedPromos, voice: Voice): readonly string[] {
  if (ranked.items.length === 0) return [];
  const title = underlined(slottedRuns(ranked.list.title.value, voice.mark), '-');
  const label = ranked.list.kind === 'sponsored' ? [`[${voice.strings['sponsoredLabel'] ?? 'Paid content'}]`] : [];
  const room = `${ranked.items.length}. `.length;
  const items = ranked.items.flatMap((item) => {
    return indented(promoItem(item, WIDTH - room, voice), `${item.rank}. `.padStart(room), ' '.repeat(room));
  });
  return withGaps([[...title, ...label], items]);
}

function promoItem({ promo }: RankedPromo, width: number, voice: Voice): readonly string[] {
  const source = promo.source === null ? [] : [words(` (${promo.source})`)];
  const lines = wrap([...slottedRuns(promo.title.value, voice.mark), ...source], width);
  const sponsor =
    promo.sponsor === null
      ? []
      : wrap([words(labelled(voice.strings['sponsor'] ?? 'Paid for by', promo.sponsor))], width);
  return [...lines, ...sponsor, ...(promo.url === null ? [] : [withoutMarks(promo.url.value)])];
}

function colophonLines(input: TextInput, voice: Voice): readonly string[] {
  const { strings, links, publication } = input;
  const colon = voice.cjk ? '：' : ':';
  const reason = links.unsubscribe === null ? [] : wrap([words(strings['whyYouGetThis'] ?? '')], WIDTH);
  const leave =
    links.unsubscribe === null ? [] : [`${strings['unsubscribe'] ?? 'Leave this letter'}${colon}`, links.unsubscribe];
  const web = links.webCopy === null ? [] : [`${strings['webCopy'] ?? 'Read on the web'}${colon}`, links.webCopy];
  const sender = [publication.name, ...publication.address.split('\n').flatMap((line) => wrap([words(line)], WIDTH))];
  return ['* * *', '', ...withGaps([reason, leave, web, sender])];
}
