import * as z from 'zod';
import { segmentNamesSchema, textSchema } from './text.ts';

const bylineSchema = z.union([
  textSchema,
  z.strictObject({
    name: textSchema.describe('Who wrote it'),
    email: textSchema.optional().describe('The writer’s mail address'),
  }),
]);

const imageSchema = z.union([
  textSchema,
  z.strictObject({
    src: textSchema.describe('A path in the folder of the issue, or an https:// address'),
    alt: z.string().optional().describe('What the picture shows; empty for one that only decorates'),
    credit: textSchema.optional().describe('Who took the picture'),
    caption: textSchema.optional().describe('The words below the picture'),
  }),
]);

/** Every key in the front matter of an article. */
export const articleSchema = z
  .strictObject({
    title: textSchema.describe('The headline; may hold merge slots such as {{first_name|reader}}'),
    deck: textSchema.optional().describe('The sentence under the headline; may hold merge slots'),
    byline: bylineSchema.optional().describe('Who wrote it: a name, or { name, email }'),
    dateline: textSchema.optional().describe('The place in front of the first sentence, such as PORT ALDER'),
    date: textSchema.optional().describe('When it was written, such as 2026-11-24 or 2026-11-24 08:00'),
    url: textSchema.optional().describe('The address of the story on the web'),
    image: imageSchema.optional().describe('The lead picture: a path, or { src, alt, credit, caption }'),
    section: textSchema.optional().describe('The heading under which the article stands together with others'),
    display: z
      .enum(['full', 'teaser', 'headline'])
      .default('full')
      .describe('How much of it the mail shows; a teaser and a headline need `url`'),
    segments: segmentNamesSchema.optional(),
  })
  .meta({ title: 'An article', description: 'The front matter of an article of an issue' });

export type ArticleFields = z.infer<typeof articleSchema>;
