import type { Terminal } from './terminal.ts';

/** The exit statuses of the contract. */
export const EXIT = { fine: 0, content: 1, refused: 2, unsettled: 3, bug: 70, interrupted: 130 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export interface CommandOption {
  /** In commander's notation: `--to <list>`, `-n, --dry-run`. */
  readonly flags: string;
  readonly describe: string;
  readonly choices?: readonly string[];
  readonly required?: 'required';
}

export interface CommandInput {
  readonly args: readonly string[];
  readonly text: (option: string) => string | undefined;
  /** Of an option that may be given several times. */
  readonly texts: (option: string) => readonly string[];
  readonly flag: (option: string) => boolean;
}

/** What a command may know of the world; nothing else reaches into the process. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From here on the first Ctrl-C aborts this signal instead of ending the program; the second leaves at once. */
  readonly drainOnInterrupt: () => AbortSignal;
}

/** One command of the program: name, help and deed are one item. */
export interface CommandSpec {
  /** `check`, or two words such as `subscribers import`. */
  readonly name: string;
  readonly summary: string;
  /** In commander's notation: `[issue...]`, `<name>`. */
  readonly args: readonly { readonly usage: string; readonly describe: string }[];
  readonly options: readonly CommandOption[];
  /** Shown below the help, each a whole command line with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  readonly run: (input: CommandInput, context: CommandContext) => Promise<ExitStatus>;
}

export const JSON_OPTION: CommandOption = { flags: '--json', describe: 'print one JSON value on standard output' };
