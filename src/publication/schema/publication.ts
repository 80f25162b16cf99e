import { z } from 'zod';
import { segmentSchema } from './segment.ts';

const fieldSchema = z.strictObject({
  type: z.enum(['text', 'number', 'date', 'boolean']),
  title: z.string().min(1).optional(),
});

const listSchema = z.strictObject({
  title: z.string().min(1).optional(),
  /** A CSV of subscribers that is read anew when a send to this list is planned. */
  file: z.string().min(1).optional(),
});

const mailClients = ['gmail', 'outlook', 'apple-mail', 'yahoo'] as const;

/** Every key of courant.yaml. The type of a publication comes from here, and from nowhere else. */
export const publicationSchema = z.strictObject({
  name: z.string().min(1),
  url: z.httpUrl(),
  linkBase: z.httpUrl(),
  from: z.string().min(1),
  replyTo: z.string().min(1).optional(),
  address: z.string().min(1),
  language: z.string().min(2).default('en'),
  timeZone: z.string().min(1).default('UTC'),
  template: z.string().min(1).default('daily'),
  fields: z.record(z.string(), fieldSchema).default({}),
  lists: z.record(z.string(), listSchema).default({}),
  segments: z.record(z.string(), segmentSchema).default({}),
  checks: z
    .strictObject({
      clients: z.array(z.enum(mailClients)).default([...mailClients]),
      severity: z.record(z.string(), z.enum(['off', 'warning', 'error'])).default({}),
    })
    .prefault({}),
  ses: z
    .strictObject({ region: z.string().min(1).optional(), configurationSet: z.string().min(1).optional() })
    .optional(),
  smtp: z.strictObject({ host: z.string().min(1), port: z.int().min(1).max(65535).optional() }).optional(),
  requireApproval: z.boolean().default(false),
});

export type PublicationFile = z.infer<typeof publicationSchema>;
