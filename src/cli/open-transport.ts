import { join } from 'node:path';
import { done, type Outcome, refuse } from '../app/refusal.ts';
import type { Transport } from '../delivery/transport.ts';
import type { Publication } from '../publication/publication.ts';
import type { CommandContext } from './command.ts';
import { openSmtpServer } from './open-smtp.ts';
import { givenSecrets } from './real-ports.ts';

interface Place {
  readonly publication: Publication;
  /** The publication's root, absolute. */
  readonly root: string;
  readonly env: CommandContext['env'];
  /** Where the outbox transport puts its Maildirs, below the root. */
  readonly outbox?: 'outbox' | 'outbox/proofs';
}

/**
 * Opens what messages are handed to, loading SES's or SMTP's packages only then. Whether the account behind it can be
 * used is said later, by `limits()`. What goes to readers carries links that must work for years: no secret, no mail.
 */
export async function openTransport(name: Transport['name'], place: Place): Promise<Outcome<Transport>> {
  const { publication, root, env, outbox = 'outbox' } = place;
  if (name === 'outbox') {
    const { openOutbox } = await import('../transport/outbox.ts');
    return done(openOutbox(join(root, outbox)));
  }
  if (givenSecrets(env).length === 0) return noSecret(name);
  if (name === 'smtp') return openSmtpServer(publication, env);
  const { openSes } = await import('../transport/ses.ts');
  return done(openSes({ region: publication.ses?.region, configurationSet: publication.ses?.configurationSet }));
}

function noSecret(name: Transport['name']): Outcome<never> {
  return refuse(
    'secret-missing',
    `COURANT_SECRET is not set, and the links in mails that go out through ${name} are signed with it.`,
    'Make one with `openssl rand -base64 32`, keep it safe for years, and set COURANT_SECRET to it.',
  );
}
