import { readProofAddresses } from '../../app/proof-addresses.ts';
import {
  ANYBODY,
  draftProof,
  type Proof,
  type Proofed,
  type ProofReader,
  readerOf,
  sendProof,
} from '../../app/proof-issue.ts';
import { done, type Outcome } from '../../app/refusal.ts';
import { sendId } from '../../delivery/send-id.ts';
import type { Subscribers } from '../../delivery/subscribers.ts';
import type { Transport } from '../../delivery/transport.ts';
import { addressKey } from '../../mail/address.ts';
import { chooseIssues } from '../choose-issues.ts';
import {
  type CommandContext,
  type CommandInput,
  type CommandSpec,
  EXIT,
  type ExitStatus,
  JSON_OPTION,
} from '../command.ts';
import { count } from '../count.ts';
import { type OpenPublication, openPublication } from '../open-publication.ts';
import { withStore } from '../open-store.ts';
import { openTransport } from '../open-transport.ts';
import { realClock, realRandom } from '../real-ports.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
import { showRefusal } from '../show-refusal.ts';
import { paint, type Terminal } from '../terminal.ts';
import { TRANSPORT_OPTION, transportOf } from '../transport-option.ts';
import { readAddress } from '../with-subscribers.ts';

export const proof: CommandSpec = {
  name: 'proof',
  summary: 'send a test mail of an issue to colleagues',
  args: [{ usage: '[issue]', describe: 'a folder or name of an issue, or "latest"' }],
  options: [
    { flags: '--to <addresses>', describe: 'who gets it: addresses with commas between them', required: 'required' },
    { flags: '--as <address>', describe: 'the mail that this subscriber would get; their links do nothing in it' },
    TRANSPORT_OPTION,
    JSON_OPTION,
  ],
  examples: [
    ['courant proof latest --to ana@example.org', 'into outbox/proofs/, to look at'],
    ['courant proof latest --to ana@example.org --as ben@example.com --transport ses', 'what Ben would get, to Ana'],
  ],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const to = readProofAddresses(input.text('to') ?? '');
    if (!to.ok) return showRefusal(to.refusal, { json, terminal: context.terminal });
    const chosen = await chooseIssues(input, { ...open, context, json });
    if (typeof chosen === 'number') return chosen;
    const name = chosen[0] ?? '';
    return withStore({ root: open.root, context, json }, ({ subscribers }) =>
      proofIssue({ ...open, input, context, json, subscribers, name, to: to.value }),
    );
  },
};

interface Proofing extends OpenPublication {
  readonly input: CommandInput;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
  readonly subscribers: Subscribers;
  readonly name: string;
  readonly to: readonly string[];
}

async function proofIssue(proofing: Proofing): Promise<ExitStatus> {
  const { publication, workspace, root, name, to, input, context, json } = proofing;
  const shown = { json, terminal: context.terminal };
  const reader = await chooseReader(proofing);
  if (!reader.ok) return showRefusal(reader.refusal, shown);
  const { findings, edition } = await draftProof(name, publication, { workspace, reader: reader.value });
  if (edition === undefined || json === 'human') showDiagnostics(findings, { ...shown, root });
  if (edition === undefined) return EXIT.content;
  await warnOfSuppressed(proofing);
  const asked = transportOf(input) ?? 'outbox';
  const transport = await openTransport(asked, { publication, root, env: context.env, outbox: 'outbox/proofs' });
  if (!transport.ok) return showRefusal(transport.refusal, shown);
  const made = { proof: `proof-${sendId(realClock.now(), realRandom)}`, edition, reader: reader.value, to };
  return carryOut(made, transport.value, proofing);
}

async function chooseReader({ input, publication, subscribers }: Proofing): Promise<Outcome<ProofReader>> {
  const asked = input.text('as');
  if (asked === undefined) return done(ANYBODY);
  const named = readAddress(asked);
  return named.ok ? readerOf(named.value, publication, { subscribers, now: realClock.now() }) : named;
}

/** Whoever asks for a proof gets it; but SES, or the colleague, may have reasons. */
async function warnOfSuppressed({ to, subscribers, context }: Proofing): Promise<void> {
  const { terminal } = context;
  for (const address of to) {
    const suppressions = (await subscribers.dossier(addressKey(address)))?.suppressions ?? [];
    const reasons = [...new Set(suppressions.map(({ reason }) => reason))].join(', ');
    if (reasons === '') continue;
    const warning = paint(terminal.color.err, 'yellow', 'warning');
    terminal.err(`${warning}: ${address} is suppressed (${reasons}), and gets this proof all the same.\n`);
  }
}

async function carryOut(made: Proof, transport: Transport, proofing: Proofing): Promise<ExitStatus> {
  const { publication, context } = proofing;
  const signal = context.drainOnInterrupt();
  try {
    const sent = await sendProof(made, publication, { transport, clock: realClock, signal });
    show(made, sent, { ...proofing, transport: transport.name });
    if (signal.aborted) return EXIT.interrupted;
    return sent.every(({ state }) => state === 'accepted') ? EXIT.fine : EXIT.unsettled;
  } finally {
    await transport.close();
  }
}

interface Showing extends Pick<Proofing, 'json' | 'context' | 'name'> {
  readonly transport: Transport['name'];
}

function show(made: Proof, sent: readonly Proofed[], { json, context, name, transport }: Showing): void {
  const { terminal } = context;
  if (json === 'json') {
    const value = { issue: name, transport, proof: made.proof, edition: made.edition.hash, to: sent };
    return terminal.out(`${JSON.stringify(value, null, 2)}\n`);
  }
  for (const one of sent) terminal.out(lineOf(one, terminal));
  const accepted = sent.filter(({ state }) => state === 'accepted').length;
  const where = transport === 'outbox' ? ` They lie in outbox/proofs/${made.proof}/new.` : '';
  const total = count(sent.length, 'message');
  terminal.err(
    `Proof of ${name} through ${transport}: ${accepted} of ${total} accepted.${accepted > 0 ? where : ''}\n`,
  );
}

function lineOf({ address, state, messageId, reason }: Proofed, { color }: Terminal): string {
  const word = state.replace('-', ' ');
  const style = state === 'accepted' ? 'green' : 'red';
  return `${paint(color.out, style, word)} ${address}${reason === null ? '' : `: ${reason}`}${messageId === null ? '' : `  ${messageId}`}\n`;
}
