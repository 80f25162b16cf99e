import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Publication } from '../publication/publication.ts';

/**
 * Applies `checks: severity:` of courant.yaml, keyed by diagnostic code, to the warnings of a whole run: `off` drops one,
 * `error` makes it stop the build. What is an error by itself stays one: such a mail can't be made, or would be broken.
 * Applying it twice changes nothing.
 */
export function applySeverity(
  diagnostics: readonly Diagnostic[],
  publication: Pick<Publication, 'checks'>,
): readonly Diagnostic[] {
  const wanted = new Map(Object.entries(publication.checks.severity));
  return diagnostics.flatMap((diagnostic): readonly Diagnostic[] => {
    const severity = wanted.get(diagnostic.code);
    if (diagnostic.severity === 'error' || severity === undefined) return [diagnostic];
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
}
