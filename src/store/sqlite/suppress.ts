import type { Suppression } from '../../delivery/subscribers.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';

/** Everywhere is kept as the list without a name. */
export function suppress(database: Database, machine: Machine, { key, list, reason, source }: Suppression): void {
  database.run('INSERT OR REPLACE INTO suppression (key, list, reason, source, at) VALUES (?, ?, ?, ?, ?)', [
    key,
    list ?? '',
    reason,
    source,
    machine.now(),
  ]);
}

export function unsuppress(database: Database, key: string, list: string | null): 'lifted' | 'none' {
  const lifted = database.run('DELETE FROM suppression WHERE key = ? AND list = ?', [key, list ?? '']);
  return lifted > 0 ? 'lifted' : 'none';
}
