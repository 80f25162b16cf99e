import type { Html } from './html.ts';

/**
 * What a layout sees. Every text is a plain string (escaped by `{{…}}`); bodies are `Html`, which `{{…}}` writes as it is.
 * A value that isn't known is null, so that `{{#if}}` can ask for it; a name that isn't here is an error with a place.
 * Texts may carry slot marks: they pass through templates and MJML untouched.
 */
export interface View {
  readonly publication: {
    readonly name: string;
    readonly url: string;
    readonly address: string;
    readonly from: string;
  };
  readonly issue: IssueView;
  /** The first `full` article, or null. */
  readonly lead: ArticleView | null;
  /** All articles but the lead, in order. */
  readonly others: readonly ArticleView[];
  /** `others` by their `section:`, in the order of first appearance; articles without one have `name: null`. */
  readonly sections: readonly SectionView[];
  readonly articles: readonly ArticleView[];
  readonly promoLists: readonly PromoListView[];
  /** `promoLists` two by two, for layouts that set them side by side: Outlook's ghost table can't wrap a third. */
  readonly promoRows: readonly (readonly PromoListView[])[];
  readonly links: {
    /** The reader's own signed link. */
    readonly unsubscribe: string;
    readonly webCopy: string;
  };
  /** theme.yaml as it stands. */
  readonly theme: Readonly<Record<string, unknown>>;
  /** strings/<language>.yaml, over strings/en.yaml for what it lacks. */
  readonly strings: Readonly<Record<string, string>>;
  /** True for the archive's page, which belongs to no reader: no leave link there. */
  readonly web: boolean;
}

export interface IssueView {
  readonly name: string;
  readonly subject: string;
  /** '' when the issue has none. */
  readonly preheader: string;
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  /** True for languages written without italics and capitals: zh, ja, ko. */
  readonly cjk: boolean;
  readonly date: DateView;
  /** The editor's opening note, null when empty. */
  readonly note: Html | null;
}

/** A date in the publication's zone and the issue's language. */
export interface DateView {
  /** 2026-11-24 */
  readonly iso: string;
  /** Tuesday, 24 November 2026 */
  readonly full: string;
  /** 24 November 2026 */
  readonly long: string;
  /** 24 Nov */
  readonly short: string;
}

export interface ArticleView {
  readonly title: string;
  readonly deck: string | null;
  readonly byline: { readonly name: string; readonly email: string | null } | null;
  readonly dateline: string | null;
  readonly date: DateView | null;
  readonly url: string | null;
  readonly image: ImageView | null;
  readonly section: string | null;
  readonly display: 'full' | 'teaser' | 'headline';
  readonly full: boolean;
  readonly teaser: boolean;
  readonly headline: boolean;
  /**
   * The body as mail HTML, null when empty or when only the headline is shown. A dateline is run into the first
   * paragraph: `<span class="dateline" style="{prose.dateline}">BEIJING</span>` and then the string `datelineEnd`
   * (" — "); where the body starts with something else, the dateline is a paragraph of its own before it.
   */
  readonly body: Html | null;
}

export interface ImageView {
  readonly src: string;
  readonly alt: string;
  /** Of the picture's file; null for a picture at an address of its own. */
  readonly width: number | null;
  readonly height: number | null;
  readonly credit: string | null;
  readonly caption: string | null;
}

export interface SectionView {
  readonly name: string | null;
  readonly articles: readonly ArticleView[];
}

export interface PromoListView {
  readonly name: string;
  readonly title: string;
  readonly sponsored: boolean;
  readonly items: readonly PromoView[];
}

export interface PromoView {
  readonly rank: number;
  readonly first: boolean;
  readonly title: string;
  readonly url: string | null;
  readonly source: string | null;
  readonly sponsor: string | null;
}
