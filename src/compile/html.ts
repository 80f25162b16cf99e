/**
 * HTML that Courant itself made from content (a Markdown body): `{{…}}` writes it as it is, and it may only stand where
 * text may (inside mj-text or mj-raw), never inside a tag.
 */
export interface Html {
  readonly kind: 'html';
  readonly html: string;
}
