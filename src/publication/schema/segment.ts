import { z } from 'zod';

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

/** `country: JP`, or `country: { in: [CN, JP] }`; several keys of one condition must all hold. */
const conditionSchema = z.union([
  scalarSchema,
  z.strictObject({
    in: z.array(scalarSchema).min(1).optional().describe('The field has one of these values'),
    not: z
      .union([scalarSchema, z.array(scalarSchema).min(1)])
      .optional()
      .describe('The field has none of these values'),
    before: z.string().optional().describe('The date in the field is earlier than this one'),
    after: z.string().optional().describe('The date in the field is later than this one'),
    exists: z.boolean().optional().describe('The field has a value, or (false) has none'),
  }),
]);

/** Which subscribers of which list a segment picks: every field's condition must hold. */
export const segmentSchema = z.strictObject({
  title: z.string().min(1).optional().describe('What the segment is called to people'),
  list: z.string().min(1).describe('The list that it is a part of'),
  where: z.record(z.string(), conditionSchema).describe('Conditions by the name of the field; all of them must hold'),
});

export type Segment = z.infer<typeof segmentSchema>;
export type Condition = z.infer<typeof conditionSchema>;
