import { CATALOGUE } from '../src/diagnostic/catalogue.ts';
import type { CatalogueEntry } from '../src/diagnostic/catalogue/entry.ts';

/** What the areas are about, in the order of the page. */
const AREAS: Readonly<Record<string, string>> = {
  file: 'Files',
  yaml: 'YAML',
  field: 'Keys and values',
  publication: 'The publication file',
  'front-matter': 'Front matter',
  issue: 'Issues',
  article: 'Articles',
  date: 'Dates',
  markdown: 'Markdown',
  text: 'Text',
  link: 'Links',
  image: 'Pictures: where they come from',
  picture: 'Pictures: their files',
  slot: 'Merge slots',
  promo: 'Promo lists',
  template: 'Templates',
  check: 'The finished mail',
};

/** docs/diagnostics.md: the whole catalogue, by area. */
export function diagnosticsPage(): string {
  const entries = Object.entries<CatalogueEntry>(CATALOGUE);
  const areas = [...new Set([...Object.keys(AREAS), ...entries.map(([code]) => areaOf(code))])];
  const chapters = areas.flatMap((area) => {
    const own = entries.filter(([code]) => areaOf(code) === area);
    return own.length === 0 ? [] : [chapter(AREAS[area] ?? area, own)];
  });
  return `${OPENING}\n${chapters.join('\n')}`;
}

const OPENING = `# Diagnostics

Everything that \`courant check\` can say, made from the catalogue in \`src/diagnostic/catalogue/\` by \`npm run docs\`.
\`courant explain CODE\` shows one of them. A code never changes its name or its meaning. How much it weighs can be set in
\`courant.yaml\`: \`checks: { severity: { link/insecure: error } }\`.
`;

function areaOf(code: string): string {
  return code.slice(0, code.indexOf('/'));
}

function chapter(title: string, entries: readonly (readonly [string, CatalogueEntry])[]): string {
  return [`## ${title}\n`, ...entries.map(([code, entry]) => section(code, entry))].join('\n');
}

function section(code: string, { severity, summary, why, bad, good }: CatalogueEntry): string {
  return `### ${code}

${severity === 'error' ? 'Error' : 'Warning'}. ${summary}

${why}

Instead of

${fenced(bad)}

write

${fenced(good)}
`;
}

/** In a fence that is longer than any inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
