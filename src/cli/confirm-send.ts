import { acceptAnomalies } from '../app/plan-issue-send.ts';
import { done, type Outcome, refuse } from '../app/refusal.ts';
import type { Planning, Prospect } from './plan-and-run.ts';
import { count } from './count.ts';
import { askNumber, askYesNo } from './prompt.ts';
import { showAnomalies, showPlan } from './show-send.ts';

/** The ordinary question wants a yes; what is out of the ordinary wants the number of messages, typed. */
export async function confirmSend(prospect: Prospect, planning: Planning): Promise<Outcome<'yes'>> {
  const { context, input } = planning;
  const { rehearsal, anomalies } = prospect;
  if (anomalies.length > 0) return confirmNumber(prospect, planning);
  if (input.flag('yes')) return done('yes');
  if (!context.terminal.interactive) {
    return refuse('not-confirmed', 'There is nobody here to ask.', 'Add --yes to send without a question.');
  }
  showProspect(prospect, planning);
  const answer = await askYesNo(
    `Send ${rehearsal.issue} to ${count(rehearsal.planned, 'reader')} through ${transportWords(rehearsal.transport)}?`,
  );
  return answer === 'yes' ? done('yes') : refuse('declined', 'Nothing was sent.', '');
}

const WORDS = { outbox: 'the outbox', ses: 'Amazon SES', smtp: 'the mail server' } as const;

export function transportWords(transport: keyof typeof WORDS): string {
  return WORDS[transport];
}

async function confirmNumber(prospect: Prospect, planning: Planning): Promise<Outcome<'yes'>> {
  const { anomalies, rehearsal, expected } = prospect;
  const asks = expected === undefined && planning.context.terminal.interactive;
  if (asks) {
    showProspect(prospect, planning);
    showAnomalies(anomalies, planning.context.terminal);
  }
  const typed = asks ? await askNumber('To send all the same, type the number of planned messages:') : expected;
  const accepted = acceptAnomalies(anomalies, rehearsal.planned, typed);
  if (accepted.ok) return done('yes');
  return asks ? refuse('declined', 'Nothing was sent.', '') : accepted;
}

function showProspect({ rehearsal, words }: Prospect, { context }: Planning): void {
  showPlan(rehearsal, context.terminal);
  context.terminal.err(words);
}
