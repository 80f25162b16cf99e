import * as z from 'zod';
import { segmentNamesSchema, textSchema } from './text.ts';

/** What a promo list is: the front matter of a Markdown list, and `promos/<name>.csv.yaml`. */
export const promoListHeadSchema = z
  .strictObject({
    title: textSchema.optional().describe('The heading of the list; without it the name of its file'),
    kind: z
      .enum(['editorial', 'sponsored'])
      .default('editorial')
      .describe('A sponsored list is always labelled to the reader'),
    limit: z.int().min(1).optional().describe('Shows at most this many items'),
    order: z
      .enum(['rank', 'score'])
      .optional()
      .describe('By rank from 1, or by score from the highest; without it by what the items have'),
    expires: textSchema
      .optional()
      .describe('Last day of items without `until`: a day such as 2026-10-08, or 7 days, counted from their `from`'),
    exclude: z.enum(['in-issue']).optional().describe('Leaves out an item whose story is an article of the issue'),
    duplicates: z.enum(['allow']).optional().describe('Lets the list repeat stories that stand in an earlier list'),
    fallback: textSchema
      .optional()
      .describe(
        'The list that fills this one up to its limit; `only` makes this list a fallback that never stands alone',
      ),
    sponsorCap: z.int().min(1).optional().describe('Shows at most this many items of one sponsor'),
  })
  .meta({ title: 'A promo list', description: 'What a ranked promo list says of itself' });

/** One item of a list in YAML; the other forms come to the same keys. */
const promoItemSchema = z.strictObject({
  rank: z.int().min(1).optional().describe('Its place in the list, from 1'),
  score: z.number().optional().describe('What it is ordered by instead of a rank, the highest first'),
  pin: z.int().min(1).optional().describe('The place that it holds whatever its rank or score'),
  title: textSchema.describe('The words that readers see and click; may hold merge slots'),
  url: textSchema.optional().describe('The address that it leads to'),
  source: textSchema.optional().describe('Where the story comes from'),
  sponsor: textSchema.optional().describe('Who paid for it'),
  from: textSchema.optional().describe('The first day on which it is shown, such as 2026-10-01'),
  until: textSchema.optional().describe('The last day on which it is shown, such as 2026-10-08'),
  segments: segmentNamesSchema.optional(),
});

/** A whole list in YAML. */
export const promoListSchema = promoListHeadSchema
  .extend({ items: z.array(promoItemSchema).describe('The items, in any order') })
  .meta({ title: 'A promo list', description: 'A ranked promo list in YAML' });
