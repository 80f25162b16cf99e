import { confirm, isCancel } from '@clack/prompts';

/** Asks the ordinary question on the terminal; leaving it with Ctrl-C or Escape is a no. */
export async function askYesNo(message: string): Promise<'yes' | 'no'> {
  const answer = await confirm({ message, initialValue: false, output: process.stderr });
  return !isCancel(answer) && answer ? 'yes' : 'no';
}
