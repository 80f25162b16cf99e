import { z } from 'zod';
import { FAULTS } from './faults.ts';

/** What the service answers instead of doing what was asked. 400 unless told. */
const refusal = z.strictObject({ code: z.string(), message: z.string(), status: z.int().optional() });

const share = z.number().min(0).max(1);

const status = z.enum(['Pending', 'Success', 'Failed', 'TemporaryFailure', 'NotStarted']);

/** What `doctor` asks about. Where a part is given, SendRawEmail goes by it as well. */
const account = z.strictObject({
  /** Addresses and domains → verification status. A From that none of them covers is refused. */
  identities: z.record(z.string(), status).optional(),
  dkim: z
    .record(z.string(), z.strictObject({ enabled: z.boolean(), status, tokens: z.array(z.string()).optional() }))
    .optional(),
  mailFrom: z.record(z.string(), z.strictObject({ domain: z.string(), status })).optional(),
  /** Name → its event destinations. A call that names another set is refused. */
  configurationSets: z
    .record(
      z.string(),
      z.strictObject({
        sendingEnabled: z.boolean().optional(),
        destinations: z
          .array(
            z.strictObject({ name: z.string(), enabled: z.boolean(), events: z.array(z.string()), topic: z.string() }),
          )
          .optional(),
      }),
    )
    .optional(),
});

/** Plain JSON, so that a process of its own takes the same options. Unknown names are refused: a typo tests nothing. */
const standInOptions = z.strictObject({
  /** What else stands in them is let be: the SDK writes a note of its own into the credentials it is given. */
  credentials: z.object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    sessionToken: z.string().optional(),
  }),
  region: z.string(),
  verify: z.enum(['signature', 'none']),
  /** `none`: the message's bytes are not even decoded, for load runs; `bytes` of what is accepted is then an estimate. */
  checkMessages: z.enum(['whole', 'none']),
  keepRaw: z.boolean(),
  seed: z.int(),
  /** Messages a second as GetSendQuota says it; enforced over a true sliding window unless `enforcedRate` differs. */
  maxSendRate: z.number().positive(),
  enforcedRate: z.number().positive().optional(),
  /** −1 is unlimited. */
  max24HourSend: z.number().min(-1),
  /** As of the moment it's set: what is accepted from then on is added. */
  sentLast24Hours: z.int().min(0),
  sendingEnabled: z.boolean(),
  /** Milliseconds, or from and to: drawn for each SendRawEmail, a drawn part of it before the acceptance. */
  latency: z.union([z.number().min(0), z.tuple([z.number().min(0), z.number().min(0)])]),
  /** Share of the SendRawEmail calls that get each fault. */
  faults: z.partialRecord(z.enum(FAULTS), share),
  /** Faults and errors for exact SendRawEmail calls, counted from 1. They go before the shares. */
  sequence: z.array(
    z.union([
      z.strictObject({ call: z.int().positive(), fault: z.enum(FAULTS) }),
      z.strictObject({ call: z.int().positive(), error: refusal }),
    ]),
  ),
  /** Address, or @domain → what the service says of that recipient. */
  rejectRecipient: z.record(z.string(), refusal),
  /** Action → what every such call is answered with, such as a policy's AccessDenied. */
  actionErrors: z.record(z.string(), refusal),
  /** Calls a second of all actions but SendRawEmail together. */
  accountRate: z.number().positive().optional(),
  account,
  /** What becomes of accepted messages, in `events()`: bounced, complained of, no event at all, each event twice. */
  outcomes: z.partialRecord(z.enum(['bounce', 'complaint', 'silent', 'duplicate']), share),
});

export type Settings = z.output<typeof standInOptions>;
export type StandInOptions = Partial<z.input<typeof standInOptions>>;
export type Refusal = z.output<typeof refusal>;

export const STAND_IN_CREDENTIALS = {
  accessKeyId: 'AKIDSTANDIN000000000',
  secretAccessKey: 'stand-in/secret+of/nobody0000000000000000',
};

const DEFAULTS: Settings = {
  credentials: STAND_IN_CREDENTIALS,
  region: 'eu-west-1',
  verify: 'signature',
  checkMessages: 'whole',
  keepRaw: false,
  seed: 1,
  maxSendRate: 1_000_000,
  max24HourSend: -1,
  sentLast24Hours: 0,
  sendingEnabled: true,
  latency: 0,
  faults: {},
  sequence: [],
  rejectRecipient: {},
  actionErrors: {},
  account: {},
  outcomes: {},
};

/** The settings that hold after `changes`; throws on what it doesn't know. */
export function settle(changes: unknown, before: Settings = DEFAULTS): Settings {
  return standInOptions.parse({ ...before, ...standInOptions.partial().parse(changes) });
}
