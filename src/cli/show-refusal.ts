import type { Refusal } from '../app/refusal.ts';
import { visible } from '../diagnostic/render/visible.ts';
import { EXIT } from './command.ts';
import { paint, type Terminal } from './terminal.ts';

interface Showing {
  readonly json: 'json' | 'human';
  readonly terminal: Terminal;
}

/** Says why not, as the contract has it, and gives the exit status that goes with it. */
export function showRefusal(refusal: Refusal, { json, terminal }: Showing): typeof EXIT.refused {
  if (json === 'json') {
    const { code, message, hint, details } = refusal;
    terminal.out(`${JSON.stringify({ error: { code, message, hint, details } }, null, 2)}\n`);
  } else {
    terminal.err(`${paint(terminal.color.err, 'red', 'error')}: ${refusal.message}\n`);
    for (const line of refusal.details ?? []) terminal.err(`  ${visible(line)}\n`);
    if (refusal.hint !== '') terminal.err(`${paint(terminal.color.err, 'cyan', 'hint')}: ${refusal.hint}\n`);
  }
  return EXIT.refused;
}
