import { existsSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';

export const PUBLICATION_FILE = 'courant.yaml';

/** The nearest folder, from here upwards, that holds a courant.yaml; undefined when there is none. */
export function findPublication(from: string): string | undefined {
  const top = parse(from).root;
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, PUBLICATION_FILE))) return folder;
    if (folder === top) return undefined;
  }
}
