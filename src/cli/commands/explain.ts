import { refuse } from '../../app/refusal.ts';
import { CATALOGUE, isDiagnosticCode } from '../../diagnostic/catalogue.ts';
import type { CatalogueEntry } from '../../diagnostic/catalogue/entry.ts';
import { nearest } from '../../publication/nearest.ts';
import { type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { showRefusal } from '../show-refusal.ts';
import { paint, type Terminal } from '../terminal.ts';

export const explain: CommandSpec = {
  name: 'explain',
  summary: 'say what a diagnostic means, with a bad and a good example',
  args: [{ usage: '[code]', describe: 'a code such as promo/rank-duplicate; without it, all codes' }],
  options: [JSON_OPTION],
  examples: [
    ['courant explain promo/rank-duplicate', 'what it means and how to mend it'],
    ['courant explain', 'every code with a line'],
  ],
  run: async (input, { terminal }) => {
    const [code] = input.args;
    const json = input.flag('json') ? 'json' : 'human';
    if (code === undefined) return listCodes(json, terminal);
    if (!isDiagnosticCode(code)) return unknownCode(code, json, terminal);
    const entry: CatalogueEntry = CATALOGUE[code];
    terminal.out(
      json === 'json' ? `${JSON.stringify({ code, ...entry }, null, 2)}\n` : entryText(code, entry, terminal),
    );
    return EXIT.fine;
  },
};

function listCodes(json: 'json' | 'human', terminal: Terminal): typeof EXIT.fine {
  const entries = Object.entries<CatalogueEntry>(CATALOGUE).sort(([a], [b]) => (a < b ? -1 : 1));
  if (json === 'json') {
    const all = entries.map(([code, entry]) => ({ code, severity: entry.severity, summary: entry.summary }));
    terminal.out(`${JSON.stringify(all, null, 2)}\n`);
    return EXIT.fine;
  }
  const width = Math.max(...entries.map(([code]) => code.length));
  for (const [code, entry] of entries) {
    terminal.out(`${paint(terminal.color.out, 'bold', code.padEnd(width))}  ${entry.summary}\n`);
  }
  return EXIT.fine;
}

function unknownCode(code: string, json: 'json' | 'human', terminal: Terminal): typeof EXIT.refused {
  const guess = nearest(code, Object.keys(CATALOGUE));
  const hint = guess === undefined ? 'See all codes with `courant explain`.' : `Did you mean ${guess}?`;
  const { refusal } = refuse('unknown-code', `There is no diagnostic "${code}".`, hint);
  return showRefusal(refusal, { json, terminal });
}

function entryText(code: string, entry: CatalogueEntry, terminal: Terminal): string {
  const heading = (text: string): string => paint(terminal.color.out, 'bold', text);
  const indent = (text: string): string => text.replaceAll(/^/gm, '    ').replaceAll(/^ +$/gm, '');
  return `${heading(code)} (${entry.severity})
${entry.summary}

${entry.why}

${heading('Instead of')}
${indent(entry.bad)}

${heading('write')}
${indent(entry.good)}
`;
}
