import { styleText } from 'node:util';
import { showsLinks } from './hyperlinks.ts';

/** Where a command writes: stdout for what scripts read, stderr for what a person reads. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether everything that was written has left the program. */
  readonly isDrained: () => boolean;
  /** A person can be asked, and progress can be drawn. */
  readonly interactive: boolean;
  readonly color: ColorUse;
  /** Whether links can be shown (OSC 8). */
  readonly links: ColorUse;
}

interface ColorUse {
  readonly out: 'on' | 'off';
  readonly err: 'on' | 'off';
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** The real terminal. Colour only where a stream is a terminal, and never with NO_COLOR (no-color.org). */
export function openTerminal(): Terminal {
  const seen = once(lookAtTerminal);
  const [out, err] = [writer(() => process.stdout), writer(() => process.stderr)];
  return {
    out: out.write,
    err: err.write,
    isDrained: () => out.isDrained() && err.isDrained(),
    get interactive() {
      return seen().interactive;
    },
    get color() {
      return seen().color;
    },
    get links() {
      return seen().links;
    },
  };
}

/** Asked for only when something depends on it: Node loads its network to answer. */
function lookAtTerminal(): Pick<Terminal, 'interactive' | 'color' | 'links'> {
  const allowed = (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  const { isatty } = process.getBuiltinModule('node:tty');
  const [input, out, err] = [isatty(0), isatty(1), isatty(2)];
  return {
    interactive: input && err,
    color: { out: allowed && out ? 'on' : 'off', err: allowed && err ? 'on' : 'off' },
    links: {
      out: showsLinks(process.env, { isTTY: out }) ? 'on' : 'off',
      err: showsLinks(process.env, { isTTY: err }) ? 'on' : 'off',
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/**
 * Opens its stream at the first word: Node needs some milliseconds for each. Whoever reads may leave early
 * (`courant send | head`): then the words are dropped and the command goes on.
 */
function writer(open: () => NodeJS.WriteStream): Writer {
  let stream: NodeJS.WriteStream | undefined;
  let reader: 'there' | 'gone' = 'there';
  const opened = (): NodeJS.WriteStream => {
    const fresh = open();
    fresh.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      reader = 'gone';
    });
    return fresh;
  };
  return {
    write: (text) => {
      stream ??= opened();
      if (reader === 'there') stream.write(text);
    },
    isDrained: () => stream === undefined || stream.writableLength === 0,
  };
}

interface Writer {
  readonly write: (text: string) => void;
  readonly isDrained: () => boolean;
}

export function paint(color: 'on' | 'off', style: Style, text: string): string {
  return color === 'on' ? styleText(style, text, { validateStream: false }) : text;
}
