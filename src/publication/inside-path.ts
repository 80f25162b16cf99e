import { posix } from 'node:path';

/**
 * A relative path with `.` and `..` resolved, as it counts from its folder; null where it leaves the folder, is
 * absolute, or is not written with `/`.
 */
export function insidePath(path: string): string | null {
  if (path === '' || path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path) || path.includes('\0'))
    return null;
  const normal = posix.normalize(path);
  return normal === '.' || normal === '..' || normal.startsWith('../') ? null : normal;
}
