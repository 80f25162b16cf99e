import type { Absolute } from './address.ts';
import type { PageElement } from './dom.ts';

/** Where pages keep a picture's address until a script puts it into `src`. */
const LAZY = ['data-src', 'data-original', 'data-lazy-src', 'data-url'] as const;
/** A browser that saves a page puts its pictures into a folder beside it, and names them there. */
const SAVED = /^(?:\.\/)?[^/:]*(?:_files|_Files|\.files|-filer|-Dateien|_archivos|_fichiers|_bestanden)\//u;
/** Counters of visits are pictures of one pixel. */
const SMALLEST = 3;

/** The address at which readers can see a picture; null where there is none, or nothing to see. */
export function pictureSource(image: PageElement, absolute: Absolute): string | null {
  if (isPixel(image)) return null;
  const written = [...LAZY.map((name) => image.getAttribute(name)), image.getAttribute('src'), ...fromSets(image)];
  for (const one of written) {
    if (one === null || SAVED.test(one.trim()) || /^(?:data|blob|file|cid|mailto):/i.test(one.trim())) continue;
    const url = absolute(one);
    if (url !== null && url.length < 2000) return url;
  }
  return null;
}

/** Candidates of `srcset`, the last of which is mostly the largest. */
function fromSets(image: PageElement): readonly string[] {
  const sets = [image, ...(image.closest('picture')?.querySelectorAll('source') ?? [])];
  return sets.flatMap((one) => {
    const set = one.getAttribute('data-srcset') ?? one.getAttribute('srcset') ?? '';
    return set
      .split(/,\s+/)
      .map((candidate) => candidate.trim().split(/\s+/)[0] ?? '')
      .filter((url) => url !== '')
      .toReversed();
  });
}

function isPixel(image: PageElement): boolean {
  return ['width', 'height'].some((name) => {
    const size = Number.parseFloat(image.getAttribute(name) ?? '');
    return size < SMALLEST;
  });
}
