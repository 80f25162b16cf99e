import * as z from 'zod';

export const hashSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** A moment as Courant writes it, in UTC. */
export const momentSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);

/** An edition by its hash; `segments` are those whose content it shows, none for the default edition. */
export const editionPinSchema = z.strictObject({
  segments: z.array(z.string()),
  language: z.string().min(1),
  hash: hashSchema,
});

export type EditionPin = z.infer<typeof editionPinSchema>;
