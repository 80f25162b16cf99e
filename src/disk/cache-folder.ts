import { isAbsolute, join } from 'node:path';

/**
 * Where this user's programs keep what they can make again: the XDG Base Directory Specification's place, also on
 * systems with a custom of their own. A relative XDG_CACHE_HOME is to be ignored, says the specification. Null where the
 * user has no home.
 */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  const set = env['XDG_CACHE_HOME'] ?? '';
  if (isAbsolute(set)) return join(set, 'courant');
  // node:os knows no more than these, and takes 3 ms to load.
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  return isAbsolute(home) ? join(home, '.cache', 'courant') : null;
}
