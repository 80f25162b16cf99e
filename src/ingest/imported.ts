/** What was found in a text, a page or a feed: what the files of a new issue are written from. Texts are plain, Markdown is said. */
export interface Imported {
  /** The headline, or the title of a feed; null where none could be told. */
  readonly headline: string | null;
  /** BCP 47, where the source says it. */
  readonly language: string | null;
  readonly articles: readonly ImportedArticle[];
  readonly lists: readonly ImportedList[];
  /** Entries of a feed that are more than an issue can hold. */
  readonly leftOut: number;
}

export interface ImportedArticle {
  readonly title: string | null;
  readonly deck: string | null;
  readonly byline: ImportedByline | null;
  readonly dateline: string | null;
  /** As the front matter wants it: `2026-11-24` or `2026-11-24T08:00:00+01:00`. */
  readonly date: string | null;
  readonly url: string | null;
  readonly image: ImportedImage | null;
  readonly display: 'full' | 'teaser';
  /** Markdown that `check` accepts. */
  readonly body: string;
  readonly paragraphs: number;
  /** Pictures in the body. */
  readonly pictures: number;
  /** Pictures that had no address that readers could reach. */
  readonly lostPictures: number;
}

export interface ImportedByline {
  readonly name: string;
  readonly email: string | null;
}

export interface ImportedImage {
  /** Absolute http or https. */
  readonly src: string;
  readonly alt: string | null;
  readonly caption: string | null;
}

export interface ImportedList {
  readonly title: string | null;
  readonly items: readonly ImportedPromo[];
}

export interface ImportedPromo {
  readonly rank: number;
  readonly title: string;
  readonly url: string | null;
}
