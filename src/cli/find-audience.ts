import { join } from 'node:path';
import { importSubscribers } from '../app/import-subscribers.ts';
import { done, type Outcome, refuse } from '../app/refusal.ts';
import { resolveAudience, type Target } from '../app/resolve-audience.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import { openText, textFileProblem } from '../disk/read-chunks.ts';
import type { Publication } from '../publication/publication.ts';
import { realClock } from './real-ports.ts';
import { showRows } from './show-rows.ts';
import type { Terminal } from './terminal.ts';

interface Place {
  readonly publication: Publication;
  readonly subscribers: Subscribers;
  readonly root: string;
  readonly terminal: Terminal;
}

/**
 * Whom a list or a segment means. A list with a file is read anew from it; what can't be read there is no reason to take
 * yesterday's list.
 */
export async function findAudience(
  to: string,
  { publication, subscribers, root, terminal }: Place,
): Promise<Outcome<Target>> {
  const target = await resolveAudience(to, publication, { subscribers, now: realClock.now() });
  if (!target.ok) return target;
  const read = await readListFile(target.value.list, { publication, subscribers, root, terminal });
  return read.ok ? target : read;
}

/** Makes a list agree with its file, where it has one. */
export async function readListFile(
  list: string,
  { publication, subscribers, root, terminal }: Place,
): Promise<Outcome<'read' | 'no-file'>> {
  const file = publication.lists[list]?.file;
  if (file === undefined) return done('no-file');
  const path = join(root, file);
  const problem = textFileProblem(path);
  if (problem !== undefined)
    return refuse('file-unreadable', `${file} can’t be read: ${problem}.`, 'Mend `file:` of the list in courant.yaml.');
  const { chunks } = await openText(path);
  const source = { file, text: chunks, list, mode: 'mirror' } as const;
  const report = await importSubscribers(source, publication, subscribers);
  if (!report.ok) return report;
  showRows(report.value, file, terminal);
  return done('read');
}
