import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { limitPerFile } from '../diagnostic/limit.ts';
import type { Source } from '../diagnostic/source.ts';
import { parsePublication } from '../publication/parse-publication.ts';
import type { Publication } from '../publication/publication.ts';
import type { Workspace } from './workspace.ts';

/** What the reading of files came to: the problems, and the texts that they point into. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

export interface LoadedPublication extends Findings {
  /** Undefined when courant.yaml has errors. */
  readonly publication: Publication | undefined;
}

export async function loadPublication(workspace: Workspace): Promise<LoadedPublication> {
  const read = await workspace.readPublication();
  if (read.value === undefined) return { publication: undefined, diagnostics: read.diagnostics, sources: new Map() };
  const parsed = parsePublication(read.value);
  return {
    publication: parsed.value,
    diagnostics: limitPerFile([...read.diagnostics, ...parsed.diagnostics]),
    sources: new Map([[read.value.path, read.value]]),
  };
}

/** Findings of several files as one, each diagnostic once. */
export function mergeFindings(all: readonly Findings[]): Findings {
  const seen = new Map<string, Diagnostic>();
  for (const { diagnostics } of all) for (const found of diagnostics) seen.set(JSON.stringify(found), found);
  return { diagnostics: [...seen.values()], sources: new Map(all.flatMap(({ sources }) => [...sources])) };
}
