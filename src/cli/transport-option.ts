import type { Transport } from '../delivery/transport.ts';
import type { CommandInput, CommandOption } from './command.ts';

const TRANSPORTS: readonly Transport['name'][] = ['outbox', 'ses', 'smtp'];

export const TRANSPORT_OPTION: CommandOption = {
  flags: '--transport <transport>',
  describe: 'what messages are handed to (default: outbox)',
  choices: TRANSPORTS,
};

/** What `--transport` names; undefined where it isn't given. */
export function transportOf(input: CommandInput): Transport['name'] | undefined {
  return TRANSPORTS.find((name) => name === input.text('transport'));
}
