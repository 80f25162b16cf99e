import * as z from 'zod';
import { segmentNamesSchema, textSchema } from './text.ts';

/** Every key in the front matter of issue.md. */
export const issueSchema = z
  .strictObject({
    id: textSchema
      .max(200)
      .optional()
      .describe('Written by `courant new`, never changed: deliveries are counted by it. Without it the folder’s name'),
    subject: textSchema.max(1000).describe('The line in the inbox; may hold merge slots such as {{first_name|reader}}'),
    preheader: textSchema
      .max(2000)
      .optional()
      .describe('The line that inboxes show after the subject; may hold merge slots'),
    date: textSchema.describe('The day of the issue, such as 2026-11-24, or with a time: 2026-11-24 08:00'),
    template: textSchema.optional().describe('The layout: a folder of templates/. Without it the publication’s'),
    language: textSchema.optional().describe('Language tag such as en or zh-Hans. Without it the publication’s'),
    order: z
      .array(textSchema)
      .optional()
      .describe('Articles in the order they shall stand in: names of their files, with or without .md'),
    embargo: textSchema.optional().describe('No send before this time, such as 2026-11-24 06:00'),
    segments: segmentNamesSchema.optional(),
  })
  .meta({ title: 'issue.md', description: 'The front matter of an issue of a newsletter' });

export type IssueFields = z.infer<typeof issueSchema>;
