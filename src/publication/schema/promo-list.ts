import { z } from 'zod';
import { segmentNamesSchema, textSchema } from './text.ts';

/** What a promo list is: the front matter of a Markdown list, and `promos/<name>.csv.yaml`. */
export const promoListHeadSchema = z.strictObject({
  /** Without it the stem of the file. */
  title: textSchema.optional(),
  kind: z.enum(['editorial', 'sponsored']).default('editorial'),
  limit: z.int().min(1).optional(),
  /** Without it, what the items have. */
  order: z.enum(['rank', 'score']).optional(),
});

/** One item of a list in YAML; the other forms come to the same keys. */
export const promoItemSchema = z.strictObject({
  rank: z.int().min(1).optional(),
  score: z.number().optional(),
  title: textSchema,
  url: textSchema.optional(),
  source: textSchema.optional(),
  sponsor: textSchema.optional(),
  from: textSchema.optional(),
  until: textSchema.optional(),
  segments: segmentNamesSchema.optional(),
});

/** A whole list in YAML. */
export const promoListSchema = promoListHeadSchema.extend({ items: z.array(promoItemSchema) });

export type PromoListHead = z.infer<typeof promoListHeadSchema>;
export type PromoItemFields = z.infer<typeof promoItemSchema>;
