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
  readonly columns: number;
}

interface ColorUse {
  readonly out: 'on' | 'off';
  readonly err: 'on' | 'off';
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** The real terminal. Colour only where a stream is a terminal, and never with NO_COLOR (no-color.org). */
export function openTerminal(): Terminal {
  const allowed = (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    color: {
      out: allowed && process.stdout.isTTY ? 'on' : 'off',
      err: allowed && process.stderr.isTTY ? 'on' : 'off',
    },
    links: {
      out: showsLinks(process.env, process.stdout) ? 'on' : 'off',
      err: showsLinks(process.env, process.stderr) ? 'on' : 'off',
    },
    columns: process.stderr.columns ?? 80,
  };
}

export function paint(color: 'on' | 'off', style: Style, text: string): string {
  return color === 'on' ? styleText(style, text, { validateStream: false }) : text;
}
