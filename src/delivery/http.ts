/** What came of asking for a page's head. `date` is the server's clock in milliseconds since 1970, where it told. */
export type HeadAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly date: number | null }
  /** `reason` completes the sentence "it can't be reached: …". */
  | { readonly kind: 'no-answer'; readonly reason: string };

/** Port: the web. */
export interface Http {
  readonly head: (url: string) => Promise<HeadAnswer>;
}
