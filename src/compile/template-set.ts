import type { Source } from '../diagnostic/source.ts';

/**
 * The templates of a publication as `disk/` read them: its own `templates/` over the ones that come with Courant.
 * Paths are `templates/daily/layout.mjml.hbs`, `templates/partials/byline.mjml.hbs`, `templates/theme.yaml`,
 * `templates/strings/en.yaml`, `templates/daily/template.yaml`.
 */
export interface TemplateSet {
  readonly sources: ReadonlyMap<string, Source>;
}

/** Texts kept between builds. A key is a hex digest of all that decides the text; a miss is `undefined`. */
export interface TextCache {
  readonly read: (key: string) => Promise<string | undefined>;
  readonly write: (key: string, text: string) => Promise<void>;
}

/** What compiling keeps between builds. */
export interface CompileCache {
  /** MJML's output with holes for the values: data, which may lie in the publication. */
  readonly shapes: TextCache;
  /**
   * Compiled templates, which are run, and with them what their YAML files say: these lie where nobody but this user
   * and this program write.
   */
  readonly templates: TextCache;
}
