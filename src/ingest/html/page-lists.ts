import { oneLine } from '../clean-text.ts';
import type { ImportedList, ImportedPromo } from '../imported.ts';
import { readRun } from '../text/rank-run.ts';
import type { Absolute } from './address.ts';
import { isElement, type Page, type PageElement, type PageNode } from './dom.ts';

/** What sites call the boxes in which their lists stand. */
const BOX =
  /most-?(?:read|viewed|popular|shared)|popular|trending|ranking|top-?(?:ten|stories)|sponsor|partner|promo|paihang|hot-?list|rank-?list|热门|排行/i;
const HEADING = 'h1,h2,h3,h4,h5,h6,[role="heading"],.title,.heading,.hd,legend,caption';

/** Takes ranked lists out of a page: ordered lists in asides, and in boxes that are called like one. */
export function takeLists(page: Page, absolute: Absolute): readonly ImportedList[] {
  const found: ImportedList[] = [];
  for (const list of page.querySelectorAll('ol')) {
    const box = boxOf(list);
    if (box === null) continue;
    const items = readItems(list, absolute);
    if (items.length === 0) continue;
    found.push({ title: titleOf(list, box), items });
    list.remove();
  }
  return found;
}

function boxOf(list: PageElement): PageElement | null {
  let near: PageElement | null = list;
  for (let steps = 0; near !== null && steps < 6; steps += 1, near = near.parentNode) {
    if (near.nodeType !== 1 || /^(?:BODY|HTML|MAIN|ARTICLE)$/.test(near.tagName)) return null;
    if (near.tagName === 'ASIDE' || near.getAttribute('role') === 'complementary') return near;
    if (BOX.test(`${near.getAttribute('class') ?? ''} ${near.getAttribute('id') ?? ''}`)) return near;
  }
  return null;
}

/** The heading before the list in its box: of several lists in one box each has its own. */
function titleOf(list: PageElement, box: PageElement): string | null {
  for (let near: PageElement | null = list; near !== null; near = near.parentNode) {
    for (let before = near.previousSibling; before !== null; before = before.previousSibling) {
      if (before.nodeName === 'OL') return label(list);
      const heading = headingIn(before);
      if (heading !== null) return heading;
    }
    if (near === box) break;
  }
  return label(list) ?? label(box);
}

function headingIn(node: PageNode): string | null {
  if (!isElement(node)) return null;
  const headings = node.closest(HEADING) === node ? [node] : [...node.querySelectorAll(HEADING)];
  return oneLine(headings.at(-1)?.textContent);
}

function label(element: PageElement): string | null {
  return oneLine(element.getAttribute('aria-label')) ?? oneLine(element.getAttribute('title'));
}

function readItems(list: PageElement, absolute: Absolute): readonly ImportedPromo[] {
  const items = [...list.children]
    .filter(({ tagName }) => tagName === 'LI')
    .flatMap((item, index): readonly ImportedPromo[] => {
      const links = [...item.querySelectorAll('a[href]')];
      const link = links.find((one) => oneLine(one.textContent) !== null);
      const title = oneLine(link?.textContent) ?? oneLine(item.textContent);
      return title === null ? [] : [{ rank: index + 1, title, url: web(absolute(link?.getAttribute('href') ?? null)) }];
    });
  return withoutRanks(items.map((item, index) => ({ ...item, rank: index + 1 })));
}

/** Many sites write the rank into the link as well: `<span>1</span>Title`. */
function withoutRanks(items: readonly ImportedPromo[]): readonly ImportedPromo[] {
  if (items.length < 2) return items;
  const lines = items.map(({ title }) => /^(?<digits>\d{1,3})(?<rest>.*)$/.exec(title)?.groups);
  const ranked = lines.flatMap((groups) =>
    groups === undefined
      ? []
      : [{ digits: groups['digits'] ?? '', rest: groups['rest'] ?? '', kind: 'glued' as const }],
  );
  const run = ranked.length === items.length ? readRun(ranked) : [];
  const fits = run.length === items.length && run.every(({ rank }, index) => rank === index + 1);
  return fits ? items.map((item, index) => ({ ...item, title: run[index]?.title ?? item.title })) : items;
}

function web(url: string | null): string | null {
  return url !== null && /^https?:/.test(url) ? url : null;
}
