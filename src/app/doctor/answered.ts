import type { Asked } from './ask-account.ts';
import { failing, skipped, type Verdict, warning } from './finding.ts';

/**
 * Why SES's answer matters to a check: a send asks the same question and fails where it may not (`to-send`), nobody else
 * needs it (`to-know`), or another check asks it too and says what is wrong with it (`shared`).
 */
type Need = 'to-send' | 'to-know' | 'shared';

/** Judges an answer of SES where there is one, and else says why there is none. */
export function answered<T>(
  asked: Asked<T> | undefined,
  need: Need,
  judge: (value: T) => Verdict | Promise<Verdict>,
): Verdict | Promise<Verdict> {
  if (asked?.kind === 'answer') return judge(asked.value);
  if (asked === undefined || asked.kind === 'unasked' || need === 'shared') {
    const hint = 'Mend what is said of SES in the other lines first, then run `courant doctor` again.';
    return skipped('SES gave no answer for this.', hint);
  }
  switch (asked.kind) {
    case 'unusable':
      return failing(asked.reason, asked.hint);
    case 'not-allowed':
      return notAllowed(asked.action, need);
    case 'throttled':
      return skipped('SES had no time for this question.', 'Run `courant doctor` again when nobody else asks SES.');
  }
}

function notAllowed(action: string, need: Exclude<Need, 'shared'>): Verdict {
  const message = `These credentials may not call ${action}.`;
  const hint = `Allow ${action} in their IAM policy`;
  return need === 'to-send'
    ? failing(message, `${hint}: a send asks it before the first mail.`)
    : warning(message, `${hint} to have this checked; sending doesn’t need it.`);
}
