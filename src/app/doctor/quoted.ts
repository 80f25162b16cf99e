import { visibleLine } from '../../diagnostic/render/visible.ts';

const MOST = 120;

/** What somebody else's server said, as it can stand in a message: it may hold control characters, and have no end. */
export function quoted(text: string): string {
  const shown = visibleLine(text.slice(0, MOST));
  return `“${shown}${text.length > MOST ? '…' : ''}”`;
}
