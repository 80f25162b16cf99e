import { pathToFileURL } from 'node:url';

type Environment = Readonly<Record<string, string | undefined>>;

/** Values of TERM_PROGRAM whose programs show OSC 8 links. */
const PROGRAMS: ReadonlySet<string> = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'rio']);

/**
 * Whether a stream ends in a terminal that shows links. There is no way to ask, so it is told by the names that terminals
 * leave in the environment; FORCE_HYPERLINK=1 or 0 overrules them, as in other programs.
 */
export function showsLinks(env: Environment, stream: { readonly isTTY?: boolean }): boolean {
  const forced = env['FORCE_HYPERLINK'] ?? '';
  if (forced !== '') return forced !== '0';
  if (stream.isTTY !== true || (env['CI'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  return (
    PROGRAMS.has(env['TERM_PROGRAM'] ?? '') ||
    Number(env['VTE_VERSION'] ?? 0) >= 5000 ||
    ['WT_SESSION', 'KITTY_WINDOW_ID', 'KONSOLE_VERSION'].some((name) => (env[name] ?? '') !== '') ||
    /^(?:xterm-kitty|alacritty|foot)/.test(env['TERM'] ?? '')
  );
}

/** What links to the files of a publication begin with, where they are shown. */
export function linkBase(links: 'on' | 'off', root: string): string | null {
  return links === 'on' ? pathToFileURL(`${root}/`).href : null;
}
