import { checkIssue } from '../../src/app/check-issue.ts';
import { loadPublication } from '../../src/app/load-publication.ts';
import type { Edition } from '../../src/compile/edition.ts';
import { readTemplates } from '../../src/disk/read-templates.ts';
import type { Publication } from '../../src/publication/publication.ts';
import { REPOSITORY } from '../cli/run-courant.ts';
import { memoryWorkspace } from '../fuzz/memory-workspace.ts';

/** In `u=…` inside an address; everywhere else as words. A slot of `site` is a whole address. */
export const EVERY_PLACE: Readonly<Record<string, string>> = {
  'courant.yaml': `name: The Small Letter
url: https://news.example.org
linkBase: https://mail.example.org
from: The Small Letter <small@example.org>
address: 1 Quay Street, Port Alder
fields:
  first_name: { type: text }
  site: { type: text }
  joined: { type: date }
  visits: { type: number }
  language: { type: text }
lists:
  readers: { title: Readers, file: readers.csv }
`,
  'issues/2026-01-05-places/issue.md': `---
subject: "Subject for {{first_name|reader}}, today"
preheader: "Preheader for {{first_name|reader}}."
date: 2026-01-05
---
Note for {{first_name|reader}}, with **bold {{first_name|reader}}**.
`,
  'issues/2026-01-05-places/10-story.md': `---
title: "Title for {{first_name|reader}}"
deck: "Deck for {{first_name|reader}}"
url: https://news.example.org/story
---
Body for {{first_name|reader}}, and [words for {{first_name|reader}}](https://news.example.org/me?u={{first_name|reader}}&x=1).

| cell | other |
|---|---|
| cell for {{first_name|reader}} | x |

- item for {{first_name|reader}}

> quote for {{first_name|reader}}
`,
  'issues/2026-01-05-places/promos/most-read.md': `---
title: "List for {{first_name|reader}}"
---
1. [Promo for {{first_name|reader}}](https://news.example.org/promo)
2. [Another](https://news.example.org/another)
`,
};

const IN_LAYOUT = `<mj-section><mj-column><mj-text>
  Layout for {{slot "first_name" default="reader"}}
  <a href="https://news.example.org/hbs?u={{slot "first_name" default="reader"}}" title="Tip for {{slot "first_name" default="reader"}}">inside</a>
  <a href="{{slot "site" default="https://news.example.org/default"}}">whole</a>
</mj-text></mj-column></mj-section>`;

/** The layout of the repository with a paragraph more, in which slots stand. */
export async function layoutWithSlots(): Promise<Readonly<Record<string, string>>> {
  const { value } = await readTemplates(REPOSITORY);
  const sources = [...(value?.sources.values() ?? [])].map(({ path, text }) => [path, text] as const);
  const files: Record<string, string> = Object.fromEntries(sources);
  const layout = files['templates/daily/layout.mjml.hbs'] ?? '';
  files['templates/daily/layout.mjml.hbs'] = layout.replace('{{> colophon}}', `${IN_LAYOUT}{{> colophon}}`);
  return files;
}

export interface CompiledIssue {
  readonly edition: Edition;
  readonly publication: Publication;
}

/** Compiles an issue of these files as `build` does. */
export async function compileFiles(files: Readonly<Record<string, string>>, name: string): Promise<CompiledIssue> {
  const folder = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  const workspace = memoryWorkspace(folder, new Map());
  const { publication, diagnostics } = await loadPublication(workspace);
  if (publication === undefined) throw new Error(JSON.stringify(diagnostics));
  const found = await checkIssue(workspace, publication, name, () => [new Set()]);
  const edition = found.checked?.editions[0];
  if (edition === undefined) throw new Error(JSON.stringify(found.diagnostics, null, 1));
  return { edition, publication };
}

export function inArabic(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const head = 'issues/2026-01-05-places/issue.md';
  return { ...files, [head]: (files[head] ?? '').replace('date: ', 'language: ar\ndate: ') };
}

export function inChinese(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const story = 'issues/2026-01-05-places/10-story.md';
  const head = 'issues/2026-01-05-places/issue.md';
  const words = '停航五天之后，最后一班船改在零点。码头上有人鼓掌，也有人只是看了看表。'.repeat(250);
  return {
    ...files,
    [head]: (files[head] ?? '').replace('date: ', 'language: zh-Hans\ndate: '),
    [story]: `${files[story] ?? ''}\n${words}\n`,
  };
}
