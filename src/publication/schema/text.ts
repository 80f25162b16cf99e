import * as z from 'zod';

/** A text that says something: not empty, not only spaces. */
export const textSchema = z.string().regex(/\S/);

/** Names of segments that see something; without it everybody does. */
export const segmentNamesSchema = z
  .array(textSchema)
  .describe('Names of segments in courant.yaml: only their readers see this; without it everybody does');
