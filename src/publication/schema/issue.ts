import { z } from 'zod';
import { segmentNamesSchema, textSchema } from './text.ts';

/** Every key in the front matter of issue.md. */
export const issueSchema = z.strictObject({
  id: textSchema.max(200).optional(),
  subject: textSchema,
  preheader: textSchema.optional(),
  date: textSchema,
  template: textSchema.optional(),
  language: textSchema.optional(),
  /** Names of articles' files, with or without `.md`. */
  order: z.array(textSchema).optional(),
  embargo: textSchema.optional(),
  segments: segmentNamesSchema.optional(),
});

export type IssueFields = z.infer<typeof issueSchema>;
