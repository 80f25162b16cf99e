import type { EditionAsset, EditionImage } from './edition.ts';
import type { Pictures } from './pictures.ts';
import type { Scan, Token } from './scan-markup.ts';

/** The pictures that finished HTML shows, each address once, in the order of reading. */
export function collectImages(html: string, scan: Scan): readonly EditionImage[] {
  const images = new Map<string, EditionImage>();
  for (const token of scan.tokens) {
    if (token.kind !== 'open' || token.name !== 'img') continue;
    const src = attributeOf(html, token, 'src');
    if (src !== '' && !images.has(src)) images.set(src, { src, alt: attributeOf(html, token, 'alt') });
  }
  return [...images.values()];
}

/** The files of those pictures that the issue brings itself. */
export function collectAssets(pictures: Pictures, isShown: (name: string) => boolean): readonly EditionAsset[] {
  const assets = [...pictures.values()].filter(({ name }) => isShown(name));
  return assets.map(({ file, name }) => ({ file, name })).toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

function attributeOf(html: string, tag: Extract<Token, { readonly kind: 'open' }>, name: string): string {
  const attribute = tag.attributes.find((candidate) => candidate.name.toLowerCase() === name);
  return attribute === undefined ? '' : unescapeHtml(html.slice(attribute.valueStart, attribute.valueEnd));
}

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The five entities that Courant writes, back to their characters. */
function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => CHARACTERS[name] ?? entity);
}
