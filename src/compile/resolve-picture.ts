import { picturePath } from '../content/local-pictures.ts';
import type { Pictures } from './pictures.ts';

/** A picture as readers' mail programs fetch it; its size where its file is known. */
export interface ResolvedPicture {
  readonly src: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** Where a page in the archive has its pictures: in a folder beside it, so that it can be moved or mailed whole. */
export const PAGE_PICTURES = 'images';

export type ResolvePicture = (src: string) => ResolvedPicture;

/** `base` is the address below which pictures are published by their names, ending with or without `/`. */
export function pictureAddress(base: string, name: string): string {
  return base.endsWith('/') || base === '' ? `${base}${name}` : `${base}/${name}`;
}

export function createPictureResolver(folder: string, pictures: Pictures, base: string): ResolvePicture {
  return (src) => {
    const path = picturePath(folder, src);
    const facts = path === null ? undefined : pictures.get(path);
    if (facts === undefined) return { src, width: null, height: null };
    return { src: pictureAddress(base, facts.name), width: facts.width, height: facts.height };
  };
}
