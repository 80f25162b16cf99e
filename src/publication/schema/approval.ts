import * as z from 'zod';
import { editionPinSchema, hashSchema, momentSchema } from './edition-pin.ts';

const approvalSchema = z.strictObject({
  by: z.string().min(1),
  at: momentSchema,
  subject: z.string(),
  /** Of the default edition. */
  hash: hashSchema,
});

const approvedSchema = z.strictObject({
  editions: z.array(editionPinSchema).min(1),
  /** What of courant.yaml stands in every message: by its key, as JSON where it isn't text. */
  settings: z.array(z.strictObject({ key: z.string(), value: z.string() })),
  preheader: z.string(),
  files: z.array(z.strictObject({ path: z.string(), hash: hashSchema })),
  /** Local pictures, and the names that they have by their bytes. */
  pictures: z.array(z.strictObject({ path: z.string(), name: z.string() })),
  /** Lines of the default edition's text part; absent where it is too long to be kept. */
  text: z.array(z.string()).optional(),
});

/** approved.yaml of an issue. `approved` is what the first of the approvals is of; the others are history. */
export const approvalFileSchema = z.strictObject({
  approvals: z.array(approvalSchema).min(1),
  approved: approvedSchema,
});

export type Approval = z.infer<typeof approvalSchema>;
export type Approved = z.infer<typeof approvedSchema>;
export type ApprovalFile = z.infer<typeof approvalFileSchema>;
