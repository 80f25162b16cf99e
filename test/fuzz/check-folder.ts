import { checkIssue, defaultEditions } from '../../src/app/check-issue.ts';
import { loadPublication, mergeFindings } from '../../src/app/load-publication.ts';
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { renderGithub } from '../../src/diagnostic/render/github.ts';
import { renderHuman } from '../../src/diagnostic/render/human.ts';
import { renderJson } from '../../src/diagnostic/render/json.ts';
import { renderSarif } from '../../src/diagnostic/render/sarif.ts';
import { createSource, type Source, type Span, startOf } from '../../src/diagnostic/source.ts';
import { type Folder, memoryWorkspace } from './memory-workspace.ts';

/** What `courant check --all` finds in a folder, through the same layers. */
export async function checkFolder(folder: Folder, shapes: Map<string, string>): Promise<readonly Diagnostic[]> {
  const workspace = memoryWorkspace(folder, shapes);
  const loaded = await loadPublication(workspace);
  if (loaded.publication === undefined) return loaded.diagnostics;
  const all = [loaded, ...(await checkAll())];
  const { diagnostics, sources } = mergeFindings(all);
  renderHuman(diagnostics, sources, { color: 'on', linkBase: 'file:///publication/' });
  for (const render of [renderGithub, renderJson]) render(diagnostics);
  renderSarif(diagnostics, { version: '1.0.0', docs: null });
  return diagnostics;

  async function checkAll() {
    const { publication } = loaded;
    const found = [];
    for (const name of await workspace.issueNames())
      if (publication !== undefined) found.push(await checkIssue(workspace, publication, name, defaultEditions));
    return found;
  }
}

/** Everything about diagnostics that is not as it must be: places outside of their files, words out of their form. */
export function faultsOf(diagnostics: readonly Diagnostic[], folder: Folder): readonly string[] {
  const sources = new Map<string, Source>();
  for (const [path, bytes] of folder) sources.set(path, createSource(path, new TextDecoder('utf-8').decode(bytes)));
  return diagnostics.flatMap(({ code, message, hint, span, notes }) => {
    const faults = [span, ...notes.map((note) => note.span)].filter((place) => !isInside(place, sources));
    const style = [
      ...(/^[^\p{Lu}]|^(?:MJML|YAML|HTML|CSV|Courant|Gmail|Handlebars)\b/u.test(message)
        ? []
        : [`${code}: begins in upper case: ${message}`]),
      ...(/[^.]$|…$/u.test(message) ? [] : [`${code}: ends with a full stop: ${message}`]),
      ...(/^[^\p{Ll}]/u.test(hint) && /[.?!:…。？！]$/u.test(hint) ? [] : [`${code}: is no sentence: ${hint}`]),
    ];
    return [...faults.map((place) => `${code} at ${JSON.stringify(place)}`), ...style];
  });
}

/** A file that isn't there, and a picture, can only be named as a whole. */
function isInside(span: Span, sources: ReadonlyMap<string, Source>): boolean {
  const source = sources.get(span.file);
  if (source === undefined) return JSON.stringify(span) === JSON.stringify(startOf(span.file));
  const start = offsetOf(source, span.line, span.column);
  const end = offsetOf(source, span.endLine, span.endColumn);
  return start !== undefined && end !== undefined && start <= end;
}

function offsetOf(source: Source, line: number, column: number): number | undefined {
  const start = source.lineStarts[line - 1];
  if (start === undefined || !Number.isInteger(column) || column < 1) return undefined;
  const next = source.lineStarts[line];
  const offset = start + column - 1;
  return (next === undefined ? offset <= source.text.length : offset < next) ? offset : undefined;
}
