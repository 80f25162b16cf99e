import { type SendSettings, carryOutSend } from '../app/carry-out-send.ts';
import type { CarriedOut } from '../delivery/carry-out.ts';
import type { Holder, SendRecord } from '../delivery/ledger.ts';
import type { ProgressReport } from '../delivery/progress.ts';
import type { Transport } from '../delivery/transport.ts';
import type { Publication } from '../publication/publication.ts';
import type { Store } from '../store/sqlite/open-store.ts';
import { type CommandContext, type CommandInput, EXIT, type ExitStatus } from './command.ts';
import { count } from './count.ts';
import { openTransport } from './open-transport.ts';
import { startProgress } from './progress.ts';
import { readRate } from './read-numbers.ts';
import { readSecrets, realClock } from './real-ports.ts';
import { passEndText } from './show-pass-end.ts';
import { showRefusal } from './show-refusal.ts';
import { sendStatus, showSend } from './show-send.ts';

export interface SendRun {
  readonly root: string;
  readonly publication: Publication;
  readonly store: Store;
  readonly input: CommandInput;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
}

/** Carries a send out in front of a person or a script: progress, draining on Ctrl-C, the summary, the exit status. */
export async function runSend(
  record: SendRecord,
  run: SendRun,
  settings: Pick<SendSettings, 'selection' | 'limits'> = {},
): Promise<ExitStatus> {
  const { root, publication, input, context, json } = run;
  const shown = { json, terminal: context.terminal };
  const rate = readRate(input);
  if (!rate.ok) return showRefusal(rate.refusal, shown);
  const transport = await openTransport(record.transport, { publication, root, env: context.env });
  if (!transport.ok) return showRefusal(transport.refusal, shown);
  const signal = context.drainOnInterrupt();
  try {
    const result = await carryOutShown(record, run, transport.value, { ...settings, rate: rate.value, signal });
    if (result.kind === 'unknown') throw new Error(`the store lost the send ${record.send}`);
    if (result.kind === 'held') {
      const hint = 'Wait until it is done: `courant status` shows how far it is.';
      return showRefusal({ code: 'send-held', message: `${heldBy(result.by)}.`, hint }, shown);
    }
    return await showResult(result, run);
  } finally {
    await transport.value.close();
  }
}

async function carryOutShown(
  { send }: SendRecord,
  { root, store, input, context, json, publication }: SendRun,
  transport: Transport,
  settings: Pick<SendSettings, 'selection' | 'limits' | 'rate' | 'signal'>,
): Promise<CarriedOut> {
  const { terminal } = context;
  const form = json === 'json' && input.flag('progress') ? 'json' : 'human';
  const progress = startProgress(terminal, realClock.monotonic, form);
  let last: ProgressReport | undefined;
  try {
    return await carryOutSend(
      send,
      { ledger: store.ledger, transport, clock: realClock },
      {
        ...settings,
        breaker: publication.breaker,
        secrets: await readSecrets(context.env, root),
        onProgress: (report) => {
          last = report;
          progress.update(report);
        },
        onWait: (by) => terminal.err(`${heldBy(by)}; waiting until its right to it ends.\n`),
      },
    );
  } catch (error) {
    progress.end();
    if (last !== undefined) terminal.err(lastWords(last, send));
    throw error;
  } finally {
    progress.end();
  }
}

/** What can still be said of a send that broke off: the ledger has it all, but perhaps can't be read now. */
function lastWords({ counts }: ProgressReport, send: string): string {
  const { accepted, rejected, deferred, pending } = counts;
  const settled = `${count(accepted, 'message')} accepted, ${rejected} rejected, ${deferred} deferred`;
  return `The send ${send} broke off. Until then: ${settled}; ${count(pending, 'reader')} without an outcome.
Nobody gets it twice: \`courant resume ${send}\` calls in doubt whatever can't be known.
`;
}

async function showResult(
  { summary, end }: Extract<CarriedOut, { kind: 'done' }>,
  { context, json, store }: SendRun,
): Promise<ExitStatus> {
  showSend(summary, json, context.terminal);
  context.terminal.err(await passEndText(end, summary, store.ledger));
  return end.kind === 'interrupted' ? EXIT.interrupted : sendStatus(summary);
}

function heldBy({ host, pid }: Holder): string {
  return `Another process carries this send out (number ${pid} on ${host})`;
}
