import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Outcome, type Transport, type TransportContext, UNLIMITED } from '../delivery/transport.ts';
import type { Message } from '../mail/message.ts';

/**
 * A Maildir (cr.yp.to/proto/maildir.html) at `<folder>/<send>/`: a message is written and synced in `tmp/`, then
 * renamed into `new/`, so that nobody ever sees half of one. Its name is the attempt's, and tells one from another. It is
 * accepted once its name is on the disk too: one sync of the folder serves all that were renamed before it.
 */
export function openOutbox(folder: string): Transport {
  const maildirs = new Map<string, Promise<Maildir>>();
  const maildirOf = (send: string): Promise<Maildir> => {
    const known = maildirs.get(send) ?? makeMaildir(join(folder, send));
    maildirs.set(send, known);
    return known;
  };
  return {
    name: 'outbox',
    deliver: async (message, context) => {
      try {
        return await put(message, await maildirOf(context.send), context);
      } catch (error) {
        maildirs.delete(context.send);
        return { state: 'deferred', reason: reasonOf(error) };
      }
    },
    limits: async () => UNLIMITED,
    close: async () => {},
  };
}

interface Maildir {
  readonly path: string;
  /** Resolves when every name that stands in `new/` by now is on the disk. */
  readonly syncNew: () => Promise<void>;
}

async function makeMaildir(path: string): Promise<Maildir> {
  for (const part of ['tmp', 'new', 'cur']) await mkdir(join(path, part), { recursive: true, mode: 0o700 });
  return { path, syncNew: shared(() => syncFolder(join(path, 'new'))) };
}

/** While one run is under way all who ask wait for the next one, which begins after they asked. */
function shared(run: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= current
      .catch(() => {})
      .then(() => {
        next = undefined;
        current = run();
        return current;
      });
    return next;
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function put(message: Message, maildir: Maildir, { send, attempt }: TransportContext): Promise<Outcome> {
  const name = `${String(attempt).padStart(10, '0')}.${send}.courant`;
  const temporary = join(maildir.path, 'tmp', name);
  const kept = join(maildir.path, 'new', name);
  try {
    await writeSynced(temporary, message.bytes);
    await rename(temporary, kept);
    await maildir.syncNew();
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    await rm(kept, { force: true }).catch(() => {});
    throw error;
  }
  return { state: 'accepted', messageId: message.messageId };
}

async function writeSynced(file: string, bytes: Buffer): Promise<void> {
  const handle: FileHandle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Nothing stands in `new/` then. What the file system didn't say is our own bug. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
  return `the outbox can't be written: ${WORDS[error.code] ?? error.message}`;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'its folder is not writable',
  EPERM: 'its folder is not writable',
  EROFS: 'its disk is read-only',
  ENOTDIR: 'a file stands where its folder should be',
  EEXIST: 'a file stands where its folder should be',
};
