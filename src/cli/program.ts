import { Command, CommanderError, Option } from 'commander';
import { COMMANDS, GROUPS } from './commands.ts';
import { type CommandContext, type CommandInput, type CommandSpec, EXIT, type ExitStatus } from './command.ts';
import { showRefusal } from './show-refusal.ts';

/** Reads the command line (without node and script), runs the command, and says with which status to exit. */
export async function runProgram(
  argv: readonly string[],
  context: CommandContext,
  version: string,
): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.fine;
  const said: string[] = [];
  const program = describeProgram(version, context, said);
  for (const spec of await loadSpecs(argv)) {
    addCommand(program, spec, async (input) => {
      status = await spec.run(input, context);
    });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return usageProblem(error, said, argv, context);
  }
  return status;
}

/** Loads the one command that is asked for; all of them for help and for a name that doesn't exist. */
async function loadSpecs(argv: readonly string[]): Promise<readonly CommandSpec[]> {
  const words = argv.filter((word) => !word.startsWith('-'));
  const asked = COMMANDS.filter(([name]) => name.split(' ').every((part, index) => words[index] === part));
  const wanted = asked.length === 1 && argv[0] === words[0] ? asked : COMMANDS;
  return Promise.all(wanted.map(([, load]) => load()));
}

function describeProgram(version: string, context: CommandContext, said: string[]): Command {
  return new Command('courant')
    .description(
      'The newsletter press: checks an issue, renders it, and sends it so that every subscriber gets it exactly once.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: context.terminal.out, writeErr: (text) => void said.push(text) })
    .addHelpText('after', FIRST_STEPS);
}

const FIRST_STEPS = `
An ISSUE is an issue's folder, its name, or "latest"; without one, the issue of the
current folder, else the latest. A first run, in an empty folder:

  courant init my-letter && cd my-letter
  courant check
  courant send latest --to sample --yes
`;

type Deed = (input: CommandInput) => Promise<void>;

function addCommand(program: Command, spec: CommandSpec, deed: Deed): void {
  const words = spec.name.split(' ');
  const parent = words.length === 2 ? groupOf(program, words[0] ?? '') : program;
  const command = parent
    .command(words.at(-1) ?? spec.name)
    .summary(spec.summary)
    .description(spec.summary);
  command.helpOption('-h, --help', 'print help').exitOverride().allowExcessArguments(false);
  command.copyInheritedSettings(program);
  for (const argument of spec.args) command.argument(argument.usage, argument.describe);
  for (const { flags, describe, choices, required } of spec.options) {
    const option = new Option(flags, describe).makeOptionMandatory(required === 'required');
    command.addOption(choices === undefined ? option : option.choices([...choices]));
  }
  if (spec.examples.length > 0) command.addHelpText('after', examplesText(spec.examples));
  command.action(async () => deed(inputOf(command)));
}

function groupOf(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const group = program.command(name).description(GROUPS[name] ?? name);
  return group.copyInheritedSettings(program).helpOption('-h, --help', 'print help');
}

function inputOf(command: Command): CommandInput {
  const options = command.opts<Record<string, unknown>>();
  return {
    args: command.args,
    text: (name) => {
      const value = options[name];
      return typeof value === 'string' ? value : undefined;
    },
    texts: (name) => {
      const value = options[name];
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    },
    flag: (name) => options[name] === true,
  };
}

function examplesText(examples: CommandSpec['examples']): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  return `\nExamples:\n${examples.map(([line, does]) => `  ${line.padEnd(width)}  ${does}`).join('\n')}\n`;
}

/** Commander ends by throwing also for help and version; what is left is a command line that it could not read. */
function usageProblem(
  error: CommanderError,
  said: readonly string[],
  argv: readonly string[],
  context: CommandContext,
): ExitStatus {
  if (error.exitCode === 0) return EXIT.fine;
  const [message = error.message, ...hints] = said.join('').trim().split('\n');
  if (error.code === 'commander.help') {
    context.terminal.err(said.join(''));
    return EXIT.refused;
  }
  const command = COMMANDS.map(([name]) => name).find((name) => `${argv.join(' ')} `.startsWith(`${name} `));
  const help = `courant ${command === undefined ? '' : `${command} `}--help`;
  const hint = hints.join(' ').replace(/^\(|\)$/g, '');
  return showRefusal(
    {
      code: 'usage',
      message: message.replace(/^error: /, ''),
      hint: hint === '' ? `See \`${help}\`.` : `${hint} See \`${help}\`.`,
    },
    { json: argv.includes('--json') || argv.includes('json') ? 'json' : 'human', terminal: context.terminal },
  );
}
