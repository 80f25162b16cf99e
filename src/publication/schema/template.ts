import * as z from 'zod';
import { textSchema } from './text.ts';

/** What a layout says of itself in its template.yaml. */
export const templateSchema = z.strictObject({
  /** What the layout is called in lists of layouts. */
  title: textSchema,
  description: textSchema.optional(),
});

export type TemplateManifest = z.infer<typeof templateSchema>;

/** templates/strings/<language>.yaml: what layouts say, by name. */
export const stringsSchema = z.record(z.string(), z.string());
