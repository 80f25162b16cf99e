import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Events } from '../../delivery/events.ts';
import type { Ledger } from '../../delivery/ledger.ts';
import { StoreError } from '../../delivery/store-error.ts';
import type { Subscribers } from '../../delivery/subscribers.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { acquire } from './acquire.ts';
import { attemptsSince } from './attempts-since.ts';
import { audienceShape, readAudience } from './audience.ts';
import { copiedAt } from './backup.ts';
import { readDeliveries } from './deliveries.ts';
import { readDossier } from './dossier.ts';
import { type Database, openDatabase } from './driver.ts';
import { readEditions } from './editions.ts';
import { bringBack, erase, leaveList } from './erase.ts';
import { erasedAt } from './erased.ts';
import { readExported } from './exported.ts';
import { findSubscriber } from './find-subscriber.ts';
import { importRows, mirrorList } from './import-rows.ts';
import { countMembers, listNames } from './lists.ts';
import { migrate } from './migrate.ts';
import { readPending, readWaiting } from './pending.ts';
import { plan } from './plan.ts';
import { previousAudience } from './previous-audience.ts';
import { recordAttempts, recordMissed } from './record-attempts.ts';
import { recordEvents } from './record-events.ts';
import { recordOutcomes } from './record-outcomes.ts';
import { recover } from './recover.ts';
import { release } from './release.ts';
import { renew } from './renew.ts';
import { findSend, listSends, newestSend, sendState } from './sends.ts';
import { askToStop, forgetStop, stopAsked } from './stop.ts';
import { storeErrorOf } from './store-error-of.ts';
import { suppress, unsuppress } from './suppress.ts';
import { giveUp, tidy } from './tidy.ts';
import { tryWrite } from './try-write.ts';

export interface Store {
  readonly ledger: Ledger;
  readonly subscribers: Subscribers;
  readonly events: Events;
  /** When a send that wasn't done was copied by `backupStore`: this store is that copy. Else null. */
  readonly copiedAt: (send: string) => Promise<number | null>;
  /** Commits to the disk and leaves the store as it was. */
  readonly tryWrite: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the store in a file, making it where there is none. Rejects with `StoreError`. */
export async function openStore(file: string, machine: Machine = thisMachine()): Promise<Store> {
  const database = await openReady(file);
  return {
    subscribers: {
      importRows: (rows, options) => importRows(database, machine, rows, options),
      mirrorList: (list, rows, options) => mirrorList(database, machine, { list, rows }, options),
      bringBack: async (key, lists) => bringBack(database, key, lists),
      leave: async (key, list) => leaveList(database, machine, key, list),
      erase: async (key) => erase(database, machine, key),
      erasedAt: async (key) => erasedAt(database, key),
      suppress: async (suppression) => suppress(database, machine, suppression),
      unsuppress: async (key, list) => unsuppress(database, key, list),
      audience: (query) => readAudience(database, query),
      shape: async (query, since) => audienceShape(database, query, since),
      count: async (list) => countMembers(database, list),
      lists: async () => listNames(database),
      find: async (key) => findSubscriber(database, key),
      dossier: async (key) => readDossier(database, key),
      exported: (query) => readExported(database, query),
    },
    ledger: {
      plan: (request, audience) => plan(database, machine, request, audience),
      find: async (send) => findSend(database, machine, send),
      list: async () => listSends(database, machine),
      previousAudience: async (list, segment) => previousAudience(database, list, segment),
      editions: async (send) => readEditions(database, send),
      deliveries: (send) => readDeliveries(database, send),
      acquire: async (send) => acquire(database, machine, send),
      renew: async (pass) => renew(database, machine, pass),
      release: async (pass) => release(database, machine, pass),
      recover: async (pass) => recover(database, machine, pass),
      pending: async (pass, limit) => readPending(database, pass, limit),
      waiting: async (pass, state, page) => readWaiting(database, pass, state, page),
      recordAttempts: async (pass, recipients) => recordAttempts(database, machine, pass, recipients),
      recordMissed: async (pass, recipients, reason) => recordMissed(database, machine, pass, { recipients, reason }),
      recordOutcomes: async (pass, outcomes) => recordOutcomes(database, machine, pass, outcomes),
      stopAsked: async (send) => stopAsked(database, send),
      askToStop: async (send) => askToStop(database, machine, send),
      forgetStop: async (send) => forgetStop(database, send),
      newest: async () => newestSend(database),
      stateOf: async (send) => sendState(database, machine, send),
      tidy: async (send) => tidy(database, machine, send),
      giveUp: async (send) => giveUp(database, machine, send),
      attemptsSince: async (transport, since) => attemptsSince(database, transport, since),
    },
    events: { record: async (events) => recordEvents(database, machine, events) },
    copiedAt: async (send) => copiedAt(database, send),
    tryWrite: async () => tryWrite(database),
    close: async () => database.close(),
  };
}

async function openReady(file: string): Promise<Database> {
  makeFolder(file);
  const isNew = !existsSync(file);
  const database = openDatabase(file);
  try {
    // Addresses are in there: a new store is its owner's alone.
    if (isNew && existsSync(file)) chmodSync(file, 0o600);
    useWriteAheadLog(database, file);
    database.script('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    migrate(database, file);
    return database;
  } catch (error) {
    database.close();
    throw storeErrorOf(error, file);
  }
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storeErrorOf(error, file);
  }
}

/**
 * With a write-ahead log and synchronous=FULL a commit is on the disk when it returns: a lost attempt would send a mail
 * twice. File systems without shared memory (some network shares) stay in another mode.
 */
function useWriteAheadLog(database: Database, file: string): void {
  const row = database.one('PRAGMA journal_mode = WAL');
  if (row?.['journal_mode'] === 'wal') return;
  throw new StoreError('store-not-writable', {
    message: `the disk of the store ${file} can't keep it safely (no write-ahead log)`,
    hint: 'Put it on a local disk: COURANT_STORE=sqlite:/path/to/courant.db',
  });
}
