/** What `courant explain CODE` says. `bad` and `good` are short examples of a file's text. */
export interface CatalogueEntry {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly why: string;
  readonly bad: string;
  readonly good: string;
}

/** Codes of one area of the catalogue, keyed `area/kebab-name`. */
export type CatalogueArea = Readonly<Record<`${string}/${string}`, CatalogueEntry>>;
