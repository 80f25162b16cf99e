import { done, type Outcome, refuse } from '../../app/refusal.ts';
import type { SendRecord } from '../../delivery/ledger.ts';
import { summarise } from '../../delivery/summary.ts';
import { type CommandInput, type CommandSpec, type ExitStatus, JSON_OPTION } from '../command.ts';
import { count } from '../count.ts';
import { askNumber } from '../prompt.ts';
import { readExpected } from '../read-numbers.ts';
import { runSend } from '../run-send.ts';
import { showRefusal } from '../show-refusal.ts';
import { sendStatus, showSend } from '../show-send.ts';
import { PROGRESS_OPTION, RATE_OPTION, SEND_ARGUMENT, type SendWork, withSend } from '../with-send.ts';

type Word = 'resend' | 'give-up';

export const resolve: CommandSpec = {
  name: 'resolve',
  summary: 'decide what becomes of deliveries in doubt that no event has settled',
  args: [SEND_ARGUMENT],
  options: [
    { flags: '--resend', describe: 'send to them once more: some may get it twice' },
    { flags: '--give-up', describe: 'leave them alone: some may never get it' },
    { flags: '--yes', describe: 'accepted for scripts; the number of deliveries is wanted all the same' },
    { flags: '--expect <number>', describe: 'the number of deliveries in doubt, where nobody can type it' },
    RATE_OPTION,
    JSON_OPTION,
    PROGRESS_OPTION,
  ],
  examples: [
    ['courant resolve latest --resend', 'asks for the number of deliveries, then sends to them'],
    ['courant resolve latest --give-up --expect 3', 'for scripts'],
  ],
  run: (input, context) =>
    withSend(input, context, async (work) => {
      const came = await resolveSend(work);
      return came.ok ? came.value : showRefusal(came.refusal, { json: work.json, terminal: context.terminal });
    }),
};

async function resolveSend(work: SendWork): Promise<Outcome<ExitStatus>> {
  const word = readWord(work.input);
  if (!word.ok) return word;
  const record = await tidied(work);
  if (!record.ok) return record;
  const { counts, send } = record.value;
  if (counts.inDoubt === 0) return done(nothingInDoubt(record.value, work));
  const agreed = await agree(counts.inDoubt, word.value, work);
  if (!agreed.ok) return agreed;
  if (word.value === 'resend') return done(await runSend(record.value, work, { selection: 'in-doubt' }));
  if ((await work.store.ledger.giveUp(send)) === null) return held(send);
  return done(showNow((await work.store.ledger.find(send)) ?? record.value, work));
}

function readWord(input: CommandInput): Outcome<Word> {
  const [resend, giveUp] = [input.flag('resend'), input.flag('giveUp')];
  if (resend !== giveUp) return done(resend ? 'resend' : 'give-up');
  const message = 'Say what is to become of them: --resend or --give-up, one of the two.';
  return refuse('usage', message, 'With --resend some may get it twice, with --give-up some may never get it.');
}

/** What a crash left is in doubt from here on, and counted. */
async function tidied({ record, store }: SendWork): Promise<Outcome<SendRecord>> {
  if ((await store.ledger.tidy(record.send)) === 'held') return held(record.send);
  return done((await store.ledger.find(record.send)) ?? record);
}

function held(send: string): Outcome<never> {
  return refuse(
    'send-held',
    'Somebody carries this send out at this moment.',
    `Stop it with \`courant stop ${send}\`.`,
  );
}

async function agree(inDoubt: number, word: Word, { input, context }: SendWork): Promise<Outcome<'yes'>> {
  const expected = readExpected(input);
  if (!expected.ok) return expected;
  const asks = expected.value === undefined && context.terminal.interactive;
  const risk = word === 'resend' ? 'they may get it twice' : 'they may never get it';
  const question = `${count(inDoubt, 'delivery is', 'deliveries are')} in doubt; ${risk}.`;
  const typed = asks ? await askNumber(`${question} Type the number to go on:`) : expected.value;
  if (typed === inDoubt) return done('yes');
  if (asks) return refuse('declined', 'Nothing was changed.', '');
  const command = `--${word} --expect ${inDoubt}`;
  return refuse('not-confirmed', question, `If that is what you want, say so with ${command}. Nothing was changed.`);
}

function nothingInDoubt(record: SendRecord, work: SendWork): ExitStatus {
  const status = showNow(record, work);
  if (work.json === 'human') work.context.terminal.err('No delivery of this send is in doubt.\n');
  return status;
}

function showNow(record: SendRecord, { json, context }: SendWork): ExitStatus {
  const summary = summarise(record);
  showSend(summary, json, context.terminal);
  return sendStatus(summary);
}
