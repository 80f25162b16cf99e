import * as z from 'zod';
import { segmentSchema } from './segment.ts';
import { webAddressSchema } from './web-address.ts';

const fieldSchema = z.strictObject({
  type: z.enum(['text', 'number', 'date', 'boolean']).describe('What its values are'),
  title: z.string().min(1).optional().describe('What the field is called to people'),
});

const listSchema = z.strictObject({
  title: z.string().min(1).optional().describe('What the list is called to readers'),
  file: z
    .string()
    .min(1)
    .optional()
    .describe('A CSV of subscribers inside the publication, read anew when a send to this list is planned'),
  seeds: z
    .array(z.string().min(3))
    .max(20)
    .optional()
    .describe('Addresses of the newsroom that get every send to this list first'),
});

const mailClients = ['gmail', 'outlook', 'apple-mail', 'yahoo'] as const;

const checksSchema = z.strictObject({
  clients: z
    .array(z.enum(mailClients))
    .default([...mailClients])
    .describe('Mail programs that the mail must look right in'),
  severity: z
    .record(z.string(), z.enum(['off', 'warning', 'error']))
    .default({})
    .describe('By code of a diagnostic: how much it weighs here, such as link/insecure: error'),
});

const rampUpSchema = z.strictObject({
  from: z.string().min(1).describe('The first day on which the young domain sends, such as 2026-11-01'),
  start: z.int().min(1).max(1_000_000).default(200).describe('Messages on the first day'),
  factor: z.number().min(1.05).max(2).default(1.5).describe('How many times as many on each day as on the day before'),
});

const sesSchema = z.strictObject({
  region: z.string().min(1).optional().describe('The region of AWS, such as eu-west-1'),
  configurationSet: z.string().min(1).optional().describe('The configuration set of SES for these mails'),
  rampUp: rampUpSchema.optional().describe('A young domain sends a little more each day, until the account’s quota'),
});

const smtpSchema = z.strictObject({
  host: z.string().min(1).describe('The name of the server'),
  port: z.int().min(1).max(65535).optional().describe('Its port: 587 unless said, 465 with tls: implicit'),
  tls: z
    .enum(['starttls', 'implicit'])
    .optional()
    .describe(
      'How the connection is secured; implicit on port 465, starttls on any other. This very machine needs none',
    ),
  user: z
    .string()
    .min(1)
    .optional()
    .describe('Who signs in; the password stands in COURANT_SMTP_PASSWORD. Without it nobody signs in'),
  clientName: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/, 'a name such as press.example.org')
    .optional()
    .describe('How this machine introduces itself (EHLO), for servers that are particular about it'),
  connections: z.int().min(1).max(50).optional().describe('The most connections at a time, 5 unless said'),
});

const breakerSchema = z.strictObject({
  share: z.number().gt(0).max(1).default(0.5).describe('More than this share of failed calls stops a send'),
  of: z.int().min(10).max(10_000).default(100).describe('Of how many calls, the last ones'),
});

/** Every key of courant.yaml. The type of a publication comes from here, and from nowhere else. */
export const publicationSchema = z
  .strictObject({
    name: z.string().min(1).describe('The nameplate of the newsletter'),
    url: webAddressSchema.describe('The newsroom’s site'),
    linkBase: webAddressSchema.describe('Where readers leave and read the web copy; stays valid for years'),
    from: z.string().min(1).describe('The sender: The Harbour Daily <daily@example.org>'),
    replyTo: z.string().min(1).optional().describe('Where replies go; without it to the sender'),
    address: z.string().min(1).describe('Postal address, required by law in most countries'),
    language: z.string().min(2).default('en').describe('Language tag such as en or zh-Hans'),
    timeZone: z.string().min(1).default('UTC').describe('The zone in which dates are read, such as Europe/Lisbon'),
    template: z.string().min(1).default('daily').describe('The default layout: a folder of templates/'),
    fields: z
      .record(z.string(), fieldSchema)
      .default({})
      .describe('What is known of a subscriber besides the address, by snake_case name'),
    lists: z.record(z.string(), listSchema).default({}).describe('Lists that readers are subscribed to, by name'),
    segments: z.record(z.string(), segmentSchema).default({}).describe('Parts of lists, by name'),
    checks: checksSchema.prefault({}).describe('What `courant check` looks at'),
    ses: sesSchema.optional().describe('Sending through Amazon SES'),
    smtp: smtpSchema.optional().describe('Sending through a mail server'),
    breaker: breakerSchema.optional().describe('When a send stops by itself because too much of it fails'),
    requireApproval: z.boolean().default(false).describe('Whether `courant approve` must come before a live send'),
  })
  .meta({ title: 'courant.yaml', description: 'The settings of a newsletter made with Courant' });

export type PublicationFile = z.infer<typeof publicationSchema>;
