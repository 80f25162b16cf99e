import { type CompileInput, compileEdition } from '../../src/compile/compile-edition.ts';
import type { Edition } from '../../src/compile/edition.ts';
import type { TemplateSet, TextCache } from '../../src/compile/template-set.ts';
import { parseIssue } from '../../src/content/parse-issue.ts';
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { createSource } from '../../src/diagnostic/source.ts';
import { parsePublication } from '../../src/publication/parse-publication.ts';

/** Path → text. An issue is `issues/one/…`; what a test leaves out is taken from here. */
export type Files = Readonly<Record<string, string>>;

const PUBLICATION = `name: The Harbour Daily
url: https://news.example.org
linkBase: https://mail.example.org
from: The Harbour Daily <daily@example.org>
address: 1 Quay Street, Port Alder
language: en
timeZone: Europe/Lisbon
fields: { first_name: { type: text }, joined: { type: date } }
lists: { daily: { title: Daily } }
segments: { asia: { list: daily, where: { first_name: Li } } }
`;

export const LAYOUT = `<mjml lang="{{issue.language}}" dir="{{issue.dir}}">
  <mj-head><mj-title>{{issue.subject}}</mj-title></mj-head>
  <mj-body>
    {{#each articles}}
    {{> story}}
    {{/each}}
    <mj-section><mj-column><mj-text><a href="{{links.unsubscribe}}">Leave</a></mj-text></mj-column></mj-section>
  </mj-body>
</mjml>
`;

const FILES: Files = {
  'courant.yaml': PUBLICATION,
  'templates/daily/layout.mjml.hbs': LAYOUT,
  'templates/partials/story.mjml.hbs':
    '<mj-section><mj-column><mj-text><h2>{{title}}</h2>{{body}}</mj-text></mj-column></mj-section>\n',
  'issues/one/issue.md': '---\nsubject: Morning\ndate: 2026-11-24\n---\n',
  'issues/one/10-a.md': '---\ntitle: Ferries\n---\nThey stopped.\n',
};

export interface Compiled {
  readonly edition: Edition | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the issue `one` of these files; the picture base is https://pictures.example.org/. */
export async function compileFiles(files: Files, changes: Partial<CompileInput> = {}): Promise<Compiled> {
  const input = inputOf(files);
  const { value, diagnostics } = await compileEdition({ ...input, ...changes });
  return { edition: value, diagnostics };
}

/** The input of a compilation; throws where a test's own files have errors before that. */
export function inputOf(files: Files): CompileInput {
  const all = { ...FILES, ...files };
  const sources = Object.entries(all).map(([path, text]) => createSource(path, text));
  const publication = parsePublication(createSource('courant.yaml', all['courant.yaml'] ?? PUBLICATION));
  if (publication.value === undefined) throw new Error(JSON.stringify(publication.diagnostics));
  const issue = parseIssue(
    {
      name: 'one',
      folder: 'issues/one',
      sources: sources.filter(({ path }) => path.startsWith('issues/one/') && /\.(md|yaml|csv)$/.test(path)),
      otherFiles: new Set(Object.keys(all).flatMap((path) => /^issues\/one\/(.*\.png)$/.exec(path)?.[1] ?? [])),
    },
    publication.value,
  );
  if (issue.value === undefined) throw new Error(JSON.stringify(issue.diagnostics));
  const templates: TemplateSet = {
    sources: new Map(
      sources.filter(({ path }) => path.startsWith('templates/')).map((source) => [source.path, source]),
    ),
  };
  return {
    issue: issue.value,
    publication: publication.value,
    templates,
    pictures: new Map(),
    segments: new Set(),
    cache: null,
    pictureBase: 'https://pictures.example.org/',
  };
}

/** `code file:line:column-line:column`, in the order given. */
export function places(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(
    ({ code, span }) => `${code} ${span.file}:${span.line}:${span.column}-${span.endLine}:${span.endColumn}`,
  );
}

/** A cache in memory that counts what it is asked. */
export function memoryCache(): TextCache & { readonly texts: Map<string, string>; readonly hits: () => number } {
  const texts = new Map<string, string>();
  let hits = 0;
  return {
    texts,
    hits: () => hits,
    read: async (key) => {
      const text = texts.get(key);
      if (text !== undefined) hits += 1;
      return text;
    },
    write: async (key, text) => {
      texts.set(key, text);
    },
  };
}
