import type { Outcome, Transport, TransportContext } from '../delivery/transport.ts';
import type { Message } from '../mail/message.ts';
import { createMessagePool } from '../mail/message-pool.ts';
import { readAnswer } from './ses-answer.ts';
import { sendRawEmailBody } from './ses-body.ts';
import { classify, heldByAccount } from './ses-classification.ts';
import type { SesAccountSettings } from './ses-client.ts';
import { readQuota, refusePaused, unusable } from './ses-limits.ts';
import { openLine } from './ses-line.ts';
import { openPoster, type PostTimes } from './ses-post.ts';

/** `ses:` of courant.yaml. */
export interface SesOptions extends SesAccountSettings {
  readonly configurationSet?: string | undefined;
  readonly times?: Partial<SesTimes>;
}

export interface SesTimes extends PostTimes {
  /** Until a question about the account that came too early is asked again. */
  readonly patience: number;
}

/** Milliseconds. SES answers within a second; what it doesn't answer in thirty stays in doubt. */
const TIMES: SesTimes = { connect: 5000, answer: 30_000, idle: 3000, patience: 1100 };

/** Amazon SES: one call of SendRawEmail, one HTTP request and one recipient for each attempt. */
export function openSes({ configurationSet, times: asked, ...account }: SesOptions): Transport {
  const times = { ...TIMES, ...asked };
  const poster = openPoster(times);
  const memory = createMessagePool();
  const line = openLine(account);
  let paused: 'not asked' | 'no' = 'not asked';

  const deliver = async (message: Message, context: TransportContext): Promise<Outcome> => {
    // Before anything is waited for: the message's bytes are nobody's but the caller's after this.
    const body = sendRawEmailBody(message, context, configurationSet, memory);
    const ready = await line.prepare();
    if (ready.kind === 'trouble') return heldByAccount(ready.trouble);
    const { target, sign } = ready.route;
    const posted = await poster.post(target, await sign(body), body);
    if (posted.kind === 'fault') return classify(posted.fault);
    if (posted.body === 'written') memory.giveBack(body);
    const answer = readAnswer(posted.answer);
    return answer.kind === 'fault' ? classify(answer.fault) : { state: 'accepted', messageId: answer.messageId };
  };

  return {
    name: 'ses',
    deliver,
    limits: async () => {
      const ready = await line.prepare();
      if (ready.kind === 'trouble') throw unusable(ready.trouble);
      if (paused === 'not asked') await refusePaused(ready.client, times.patience);
      paused = 'no';
      return readQuota(ready.client, times.patience);
    },
    close: async () => {
      poster.close();
      await line.close();
    },
  };
}
