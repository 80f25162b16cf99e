import type { Findings } from '../app/load-publication.ts';
import { renderHuman } from '../diagnostic/render/human.ts';
import { renderJson } from '../diagnostic/render/json.ts';
import { linkBase } from './hyperlinks.ts';
import type { Terminal } from './terminal.ts';

interface Shown {
  readonly json: 'json' | 'human';
  readonly terminal: Terminal;
  /** The publication's root, absolute. */
  readonly root: string;
}

/** Shows what stopped a command: the contract's JSON on stdout, or a person's reading on stderr. */
export function showDiagnostics(findings: Findings, { json, terminal, root }: Shown): void {
  if (json === 'json') terminal.out(renderJson(findings.diagnostics));
  else if (findings.diagnostics.length > 0) {
    const look = { color: terminal.color.err, linkBase: linkBase(terminal.links.err, root) };
    terminal.err(renderHuman(findings.diagnostics, findings.sources, look));
  }
}
