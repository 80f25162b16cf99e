import packageJson from '../../package.json' with { type: 'json' };
import { EXIT } from './command.ts';
import { openTerminal } from './terminal.ts';
import { runProgram } from './program.ts';

/**
 * The program: wires the process to the commands. bin/courant.js calls it. `done`: nothing is left to be written, and the
 * process may end at once, which spares V8 the tidying up.
 */
export async function run(): Promise<'done' | 'writing'> {
  const terminal = openTerminal();
  try {
    const context = { terminal, cwd: process.cwd(), env: process.env, drainOnInterrupt };
    process.exitCode = await runProgram(process.argv.slice(2), context, packageJson.version);
  } catch (error) {
    process.exitCode = EXIT.bug;
    terminal.err(bugReport(error));
  }
  return terminal.isDrained() ? 'done' : 'writing';
}

/** The first Ctrl-C (or a polite kill) lets calls in flight finish; the second leaves at once. */
function drainOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}

function bugReport(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  const trace = (process.env['COURANT_DEBUG'] ?? '') !== '' && error instanceof Error ? `\n${error.stack ?? ''}\n` : '';
  return `Courant has a bug and had to stop: ${what}
What was sent before this stands in the ledger: \`courant sends\` shows it, and nothing of it will be sent twice.
Please report it with the command that you ran; COURANT_DEBUG=1 prints where it happened.
${trace}`;
}
