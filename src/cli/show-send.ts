import type { Anomaly } from '../delivery/compare-audience.ts';
import type { SendSummary } from '../delivery/summary.ts';
import { count } from './count.ts';
import { EXIT, type ExitStatus } from './command.ts';
import { paint, type Terminal } from './terminal.ts';

/** What came of a send: the contract's JSON, or lines for a person. */
export function showSend(summary: SendSummary, json: 'json' | 'human', terminal: Terminal): void {
  if (json === 'json') terminal.out(`${JSON.stringify(summary, null, 2)}\n`);
  else terminal.out(sendText(summary, terminal.color.out));
}

/** What would be sent, in front of the question. */
export function showPlan(summary: SendSummary, terminal: Terminal): void {
  terminal.err(sendText(summary, terminal.color.err));
}

/** How the audience differs from that of the last send, past what is ordinary. On stderr. */
export function showAnomalies(anomalies: readonly Anomaly[], terminal: Terminal): void {
  for (const { message } of anomalies) terminal.err(`${paint(terminal.color.err, 'yellow', 'unusual')}: ${message}\n`);
}

/** 3 while deliveries are deferred, in doubt or pending; a rejected delivery is settled. */
export function sendStatus(summary: SendSummary): ExitStatus {
  return summary.deferred + summary.inDoubt + summary.pending > 0 ? EXIT.unsettled : EXIT.fine;
}

function sendText(summary: SendSummary, color: 'on' | 'off'): string {
  const title = paint(color, 'bold', `${summary.issue} → ${summary.transport}`);
  const name = summary.send === null ? '' : `  ${summary.send}`;
  const rows: readonly (readonly [string, number])[] = [
    ['audience', summary.audience],
    ['suppressed', summary.suppressed],
    ['already sent', summary.alreadySent],
    ['planned', summary.planned],
    ['accepted', summary.accepted],
    ['rejected', summary.rejected],
    ['deferred', summary.deferred],
    ['in doubt', summary.inDoubt],
    ['given up', summary.givenUp],
    ['pending', summary.pending],
  ];
  const always = new Set(['audience', 'planned', 'accepted']);
  const lines = rows.filter(([label, value]) => value > 0 || always.has(label));
  const width = Math.max(...lines.map(([, value]) => value.toLocaleString('en').length));
  const table = lines
    .map(([label, value]) => `  ${label.padEnd(12)} ${value.toLocaleString('en').padStart(width)}\n`)
    .join('');
  return `${title}${name}  ${summary.state}\n${table}${speedLine(summary)}`;
}

function speedLine({ seconds, perSecond }: SendSummary): string {
  return seconds > 0 ? `  ${seconds} s, ${count(perSecond, 'message')} a second\n` : '';
}
