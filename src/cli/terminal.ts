import { isatty } from 'node:tty';
import { styleText } from 'node:util';
import { showsLinks } from './hyperlinks.ts';

/** Where a command writes: stdout for what scripts read, stderr for what a person reads. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
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
  const allowed = (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  const [input, out, err] = [isatty(0), isatty(1), isatty(2)];
  return {
    out: writer(() => process.stdout),
    err: writer(() => process.stderr),
    interactive: input && err,
    color: { out: allowed && out ? 'on' : 'off', err: allowed && err ? 'on' : 'off' },
    links: {
      out: showsLinks(process.env, { isTTY: out }) ? 'on' : 'off',
      err: showsLinks(process.env, { isTTY: err }) ? 'on' : 'off',
    },
  };
}

/**
 * Opens its stream at the first word: Node needs some milliseconds for each. Whoever reads may leave early
 * (`courant send | head`): then the words are dropped and the command goes on.
 */
function writer(open: () => NodeJS.WriteStream): (text: string) => void {
  let stream: NodeJS.WriteStream | undefined;
  let reader: 'there' | 'gone' = 'there';
  return (text) => {
    if (stream === undefined) {
      stream = open();
      stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error;
        reader = 'gone';
      });
    }
    if (reader === 'there') stream.write(text);
  };
}

export function paint(color: 'on' | 'off', style: Style, text: string): string {
  return color === 'on' ? styleText(style, text, { validateStream: false }) : text;
}
