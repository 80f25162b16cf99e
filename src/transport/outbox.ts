import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome, Transport, TransportContext } from '../delivery/transport.ts';
import type { Message } from '../mail/message.ts';

/**
 * A Maildir (cr.yp.to/proto/maildir.html) at `<folder>/<send>/`: a message is written and synced in `tmp/`, then
 * renamed into `new/`, so that nobody ever sees half of one. Its name is the attempt's, and tells one from another.
 */
export function openOutbox(folder: string): Transport {
  const maildirs = new Map<string, Promise<string>>();
  const maildirOf = (send: string): Promise<string> => {
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
    close: async () => {},
  };
}

async function makeMaildir(maildir: string): Promise<string> {
  for (const part of ['tmp', 'new', 'cur']) await mkdir(join(maildir, part), { recursive: true, mode: 0o700 });
  return maildir;
}

async function put(message: Message, maildir: string, { send, attempt }: TransportContext): Promise<Outcome> {
  const name = `${String(attempt).padStart(10, '0')}.${send}.courant`;
  const temporary = join(maildir, 'tmp', name);
  try {
    await writeSynced(temporary, message.bytes);
    await rename(temporary, join(maildir, 'new', name));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
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
