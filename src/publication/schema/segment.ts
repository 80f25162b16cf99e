import { z } from 'zod';

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

/** `country: JP`, or `country: { in: [CN, JP] }`; several keys of one condition must all hold. */
const conditionSchema = z.union([
  scalarSchema,
  z.strictObject({
    in: z.array(scalarSchema).min(1).optional(),
    not: z.union([scalarSchema, z.array(scalarSchema).min(1)]).optional(),
    before: z.string().optional(),
    after: z.string().optional(),
    exists: z.boolean().optional(),
  }),
]);

/** Which subscribers of which list a segment picks: every field's condition must hold. */
export const segmentSchema = z.strictObject({
  title: z.string().min(1).optional(),
  list: z.string().min(1),
  where: z.record(z.string(), conditionSchema),
});

export type Segment = z.infer<typeof segmentSchema>;
export type Condition = z.infer<typeof conditionSchema>;
