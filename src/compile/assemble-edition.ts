import type { Compilation } from './compile-edition.ts';
import { cutHtml, cutPlain } from './cut.ts';
import type { Edition, Pieces } from './edition.ts';
import { hashEdition } from './edition-hash.ts';
import { collectAssets, collectImages } from './edition-images.ts';
import { collectLinks } from './edition-links.ts';
import { fillDefaults } from './fill-defaults.ts';
import { PAGE_PICTURES, pictureAddress } from './resolve-picture.ts';
import { scanMarkup } from './scan-markup.ts';
import { inReadingOrder } from './shown-content.ts';
import { type MarkedSlot, replaceMarks, type SlotTable } from './slot-marks.ts';
import { renderText } from './text/mail-text.ts';

/** Puts an edition together from what was compiled: cuts its texts at their slots, and collects what they show. */
export function assembleEdition(compilation: Compilation): Edition {
  const { input, shown, view, table, mail, page } = compilation;
  const { issue } = input;
  const scan = scanMarkup(mail.html);
  const images = collectImages(mail.html, scan);
  const html = cutHtml(mail.html, scan, table);
  const subject = cutPlain(view.issue.subject, table, 'header');
  const preheader = cutPlain(view.issue.preheader, table, 'plain');
  const text = cutPlain(textPart(compilation), table, 'plain');
  const edition: Omit<Edition, 'hash'> = {
    segments: [...input.segments].toSorted(),
    issue: { name: issue.name, id: issue.id, folder: issue.folder },
    template: issue.template.value,
    language: issue.language.value,
    date: issue.date.value,
    subject,
    preheader,
    html,
    text,
    web: webPage(page.html, table),
    mjml: replaceMarks(mail.mjml, table, writtenSlot),
    links: collectLinks(issue, shown),
    images,
    assets: collectAssets(input.pictures, (name) => isShown(name, compilation)),
    mergeFields: fieldsOf([subject, preheader, html, text]),
    articles: shown.articles,
    promoLists: shown.promoLists,
  };
  return { ...edition, hash: hashEdition(edition) };
}

function webPage(html: string, table: SlotTable): string {
  return html.includes('\u0003') ? fillDefaults(cutHtml(html, scanMarkup(html), table)) : html;
}

/** Names are made of a picture's bytes: nothing else in a mail reads like one. */
function isShown(name: string, { input, mail, page }: Compilation): boolean {
  const inMail = pictureAddress(input.pictureBase, name);
  return mail.html.includes(inMail) || page.html.includes(pictureAddress(PAGE_PICTURES, name));
}

function textPart({ input, shown, strings, view, table }: Compilation): string {
  const { issue, publication } = input;
  return renderText({
    publication: { name: publication.name, address: publication.address },
    language: issue.language.value,
    dateLine: view.issue.date.full,
    note: issue.note,
    articles: inReadingOrder(shown),
    promoLists: shown.promoLists,
    links: { unsubscribe: view.links.unsubscribe, webCopy: view.links.webCopy },
    strings,
    mark: (slot) => table.markSlot(slot),
  });
}

function fieldsOf(texts: readonly Pieces[]): readonly string[] {
  const fields = texts.flatMap(({ slots }) => slots.flatMap((slot) => (slot.kind === 'field' ? [slot.field] : [])));
  return [...new Set(fields)].toSorted();
}

function writtenSlot(slot: MarkedSlot): string {
  return `{{${slot.kind === 'field' ? slot.field : slot.name}}}`;
}
