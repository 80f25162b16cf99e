import * as z from 'zod';

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
    before: z.string().optional().describe('The date in the field is earlier: 2026-11-24, or 30 days ago'),
    after: z.string().optional().describe('The date in the field is later: 2026-11-24, or 30 days ago'),
    exists: z.boolean().optional().describe('The field has a value, or (false) has none'),
  }),
]);

export type Condition = z.infer<typeof conditionSchema>;

/** Conditions of which all must hold, by the name of a field; three keys hold further conditions. */
export interface Where {
  readonly all?: readonly Where[] | undefined;
  readonly any?: readonly Where[] | undefined;
  readonly not?: Where | undefined;
  readonly [field: string]: Condition | Where | readonly Where[] | undefined;
}

const whereSchema: z.ZodType<Where> = z
  .object({
    all: z
      .array(z.lazy(() => whereSchema))
      .min(1)
      .optional()
      .describe('All of these must hold'),
    any: z
      .array(z.lazy(() => whereSchema))
      .min(1)
      .optional()
      .describe('One of these must hold'),
    not: z.lazy(() => whereSchema.optional()).describe('These must not all hold'),
  })
  .catchall(conditionSchema)
  .meta({ id: 'where' })
  .describe('Conditions by the name of a field, language, list or received; all of them must hold');

/** Which subscribers of which list a segment picks: every condition must hold. */
export const segmentSchema = z.strictObject({
  title: z.string().min(1).optional().describe('What the segment is called to people'),
  list: z.string().min(1).describe('The list that it is a part of'),
  where: whereSchema.describe('Whom it picks: conditions by field, all of which must hold'),
});

export type Segment = z.infer<typeof segmentSchema>;
