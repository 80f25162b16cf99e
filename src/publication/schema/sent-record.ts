import * as z from 'zod';
import { editionPinSchema, momentSchema } from './edition-pin.ts';

const sentEntrySchema = z.strictObject({
  send: z.string().min(1),
  /** The issue's id: a folder that was copied for a new issue brings its sent.yaml along, which then says nothing. */
  issue: z.string().min(1),
  at: momentSchema,
  transport: z.enum(['ses', 'smtp', 'outbox']),
  correction: z.int().min(0),
  list: z.string().min(1),
  segment: z.string().optional(),
  audience: z.int().min(0),
  planned: z.int().min(0),
  editions: z.array(editionPinSchema).min(1),
});

/** sent.yaml of an issue: every send that left, or was about to, the oldest first. */
export const sentFileSchema = z.strictObject({ sends: z.array(sentEntrySchema) });

export type SentEntry = z.infer<typeof sentEntrySchema>;
