import { done, type Outcome, refuse } from '../app/refusal.ts';
import type { CommandInput } from './command.ts';

/** `--expect N`: a whole number of messages. */
export function readExpected(input: CommandInput): Outcome<number | undefined> {
  const text = input.text('expect');
  if (text === undefined) return done(undefined);
  if (/^\d{1,12}$/.test(text)) return done(Number(text));
  return refuse('usage', `--expect wants a whole number, not "${text}".`, 'Such as --expect 997.');
}

/** `--rate N`: messages a second, also less than one. */
export function readRate(input: CommandInput): Outcome<number | undefined> {
  const text = input.text('rate');
  if (text === undefined) return done(undefined);
  const rate = /^\d{1,7}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  if (rate > 0) return done(rate);
  return refuse(
    'usage',
    `--rate wants a number of messages a second above 0, not "${text}".`,
    'Such as --rate 14, or --rate 0.5.',
  );
}
