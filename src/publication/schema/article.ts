import { z } from 'zod';
import { segmentNamesSchema, textSchema } from './text.ts';

const bylineSchema = z.union([textSchema, z.strictObject({ name: textSchema, email: textSchema.optional() })]);

const imageSchema = z.union([
  textSchema,
  z.strictObject({
    src: textSchema,
    /** Empty for a picture that only decorates. */
    alt: z.string().optional(),
    credit: textSchema.optional(),
    caption: textSchema.optional(),
  }),
]);

/** Every key in the front matter of an article. */
export const articleSchema = z.strictObject({
  title: textSchema,
  deck: textSchema.optional(),
  byline: bylineSchema.optional(),
  dateline: textSchema.optional(),
  date: textSchema.optional(),
  url: textSchema.optional(),
  image: imageSchema.optional(),
  section: textSchema.optional(),
  display: z.enum(['full', 'teaser', 'headline']).default('full'),
  segments: segmentNamesSchema.optional(),
});

export type ArticleFields = z.infer<typeof articleSchema>;
