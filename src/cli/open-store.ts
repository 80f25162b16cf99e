import { isAbsolute, join } from 'node:path';
import { done, type Outcome, refuse } from '../app/refusal.ts';
import { StoreError } from '../delivery/store-error.ts';
import { TransportError } from '../delivery/transport-error.ts';
import type { Store } from '../store/sqlite/open-store.ts';
import { type CommandContext, EXIT, type ExitStatus } from './command.ts';
import { showRefusal } from './show-refusal.ts';

const DEFAULT_STORE = 'sqlite:.courant/courant.db';

interface StoreUse {
  readonly root: string;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
}

/** Opens the store for one command and closes it after; what is wrong with it or with a transport is said as a refusal. */
export async function withStore(use: StoreUse, command: (store: Store) => Promise<ExitStatus>): Promise<ExitStatus> {
  return withStoreFile(use, async (file) => {
    const { openStore } = await import('../store/sqlite/open-store.ts');
    const store = await openStore(file);
    try {
      return await command(store);
    } finally {
      await store.close();
    }
  });
}

/** For what is done to the store's file as it is: it is neither made nor brought up to date. */
export async function withStoreFile(
  use: StoreUse,
  command: (file: string) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { context, json } = use;
  const shown = { json, terminal: context.terminal };
  const file = storeFile(context.env['COURANT_STORE'] ?? DEFAULT_STORE, use.root);
  if (!file.ok) return showRefusal(file.refusal, shown);
  try {
    return await command(file.value);
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof TransportError)) throw error;
    showRefusal({ code: error.code, message: error.message, hint: error.hint }, shown);
    return EXIT.refused;
  }
}

/** Writes to the store and takes it back; makes it where there is none, as every command does. */
export async function tryStore({ root, context }: Omit<StoreUse, 'json'>): Promise<Outcome<'written'>> {
  const file = storeFile(context.env['COURANT_STORE'] ?? DEFAULT_STORE, root);
  if (!file.ok) return file;
  try {
    const { openStore } = await import('../store/sqlite/open-store.ts');
    const store = await openStore(file.value);
    try {
      await store.tryWrite();
    } finally {
      await store.close();
    }
    return done('written');
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return refuse(error.code, `${error.message[0]?.toUpperCase() ?? ''}${error.message.slice(1)}.`, error.hint);
  }
}

/** `sqlite:PATH`, relative to the publication's root. */
function storeFile(setting: string, root: string): Outcome<string> {
  const path = /^sqlite:(.+)$/.exec(setting)?.[1];
  if (path !== undefined) return done(isAbsolute(path) ? path : join(root, path));
  if (/^postgres(ql)?:/.test(setting)) {
    return refuse(
      'store-unsupported',
      'COURANT_STORE names a Postgres store, which this version can’t use yet.',
      'Unset it, or set sqlite:PATH.',
    );
  }
  return refuse(
    'store-unknown',
    'COURANT_STORE is not understood.',
    `Set it to sqlite:PATH, or unset it for ${DEFAULT_STORE}.`,
  );
}
