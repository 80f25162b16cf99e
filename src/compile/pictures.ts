/** What `disk/` knows of a local picture; keyed by path relative to the publication's root. */
export interface PictureFacts {
  readonly file: string;
  /** Content-addressed name, `<first 16 hex of sha256>.<extension>`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

export type Pictures = ReadonlyMap<string, PictureFacts>;
