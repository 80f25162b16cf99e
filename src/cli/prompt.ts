import { confirm, isCancel, text } from '@clack/prompts';

/** Asks the ordinary question on the terminal; leaving it with Ctrl-C or Escape is a no. */
export async function askYesNo(message: string): Promise<'yes' | 'no'> {
  const answer = await confirm({ message, initialValue: false, output: process.stderr });
  return !isCancel(answer) && answer ? 'yes' : 'no';
}

/** Asks for a number to be typed; anything else, and leaving it, is undefined. */
export async function askNumber(message: string): Promise<number | undefined> {
  const answer = await text({ message, output: process.stderr });
  const digits = isCancel(answer) ? '' : answer.replaceAll(/[\s,.]/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
}
