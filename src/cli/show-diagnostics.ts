import type { Findings } from '../app/load-publication.ts';
import { renderHuman } from '../diagnostic/render/human.ts';
import { renderJson } from '../diagnostic/render/json.ts';
import type { Terminal } from './terminal.ts';

/** Shows what stopped a command: the contract's JSON on stdout, or a person's reading on stderr. */
export function showDiagnostics(findings: Findings, json: 'json' | 'human', terminal: Terminal): void {
  if (json === 'json') terminal.out(renderJson(findings.diagnostics));
  else if (findings.diagnostics.length > 0) {
    terminal.err(renderHuman(findings.diagnostics, findings.sources, { color: terminal.color.err }));
  }
}
