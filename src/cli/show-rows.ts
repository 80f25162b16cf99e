import type { ImportReport } from '../app/import-subscribers.ts';
import { paint, type Terminal } from './terminal.ts';

/** More lines than this would push the summary off the screen; `--json` has them all. */
const SHOWN = 20;

/** Which rows of a CSV stayed out, each with its line and the reason. On stderr. */
export function showRows(report: ImportReport, file: string, terminal: Terminal): void {
  for (const { line, reason } of report.notices) {
    terminal.err(`${file}:${line}: ${paint(terminal.color.err, 'yellow', 'note')}: ${reason}\n`);
  }
  for (const { line, reason } of report.rejected.slice(0, SHOWN)) {
    terminal.err(`${file}:${line}: ${paint(terminal.color.err, 'red', 'left out')}: ${reason}\n`);
  }
  const more = report.rejected.length - SHOWN;
  if (more > 0) terminal.err(`… and ${more.toLocaleString('en')} more rows left out; --json lists them all\n`);
}
