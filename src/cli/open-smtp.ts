import { done, type Outcome, refuse } from '../app/refusal.ts';
import type { Transport } from '../delivery/transport.ts';
import type { Publication } from '../publication/publication.ts';
import type { CommandContext } from './command.ts';

/** The mail server of courant.yaml; its password stands in the environment alone. */
export async function openSmtpServer(
  { smtp }: Pick<Publication, 'smtp'>,
  env: CommandContext['env'],
): Promise<Outcome<Transport>> {
  if (smtp === undefined) {
    const hint = 'Add `smtp: { host: mail.example.org, port: 587 }` to courant.yaml.';
    return refuse('smtp-missing', 'courant.yaml names no mail server.', hint);
  }
  const { openSmtp } = await import('../transport/smtp.ts');
  return done(openSmtp({ ...smtp, password: env['COURANT_SMTP_PASSWORD'] }));
}
