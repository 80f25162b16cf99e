import { done, type Outcome, refuse } from './refusal.ts';
import { shownMoment, writtenMoment } from './written-moment.ts';

export interface CopiedSend {
  readonly send: string;
  /** When the store's backup was made, in milliseconds since 1970; null in the store that the send began in. */
  readonly copiedAt: number | null;
  /** How many messages carrying on would send. */
  readonly pending: number;
  /** The number that somebody typed, or said with `--expect`. */
  readonly expected: number | undefined;
}

/**
 * Before a send is carried on: in a restored backup nobody knows who was sent the mail after the copy was made, so that
 * it goes on only when somebody says the number of messages.
 */
export function guardAgainstCopies({ send, copiedAt, pending, expected }: CopiedSend): Outcome<'own' | 'told'> {
  if (copiedAt === null) return done('own');
  if (expected === pending) return done('told');
  const when = shownMoment(writtenMoment(copiedAt));
  return refuse(
    'send-copied',
    `This store is a backup of ${when}, made while ${send} was under way: who was sent the mail after that is not in it.`,
    `Go on in the store itself; if nothing was sent after ${when}, say so with --expect ${pending}. Nothing was sent.`,
  );
}
