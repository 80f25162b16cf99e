import type { Source } from '../diagnostic/source.ts';

/**
 * The templates of a publication as `disk/` read them: its own `templates/` over the ones that come with Courant.
 * Paths are `templates/daily/layout.mjml.hbs`, `templates/partials/byline.mjml.hbs`, `templates/theme.yaml`,
 * `templates/strings/en.yaml`, `templates/daily/template.yaml`.
 */
export interface TemplateSet {
  readonly sources: ReadonlyMap<string, Source>;
}

/** Where compiled shapes are kept between builds. A key is a hex digest; a miss is `undefined`. */
export interface ShapeCache {
  readonly read: (key: string) => Promise<string | undefined>;
  readonly write: (key: string, shape: string) => Promise<void>;
}
