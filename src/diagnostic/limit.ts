import { type Diagnostic, diagnose, type Severity } from './diagnostic.ts';
import { startOf } from './source.ts';

/** Nobody mends more in one go, and showing sixty thousand costs seconds. */
const MOST = 200;

/**
 * At most 200 diagnostics of one file, errors before warnings, and one more that says how many there are. A file of
 * another kind by mistake has a problem in every line.
 */
export function limitPerFile(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= MOST) return diagnostics;
  const files = new Map<string, Diagnostic[]>();
  for (const found of diagnostics) {
    const file = files.get(found.span.file);
    if (file) file.push(found);
    else files.set(found.span.file, [found]);
  }
  return [...files].flatMap(([file, found]) => (found.length <= MOST ? found : limited(file, found)));
}

function limited(file: string, found: readonly Diagnostic[]): readonly Diagnostic[] {
  const of = (severity: Severity): readonly Diagnostic[] => found.filter((one) => one.severity === severity);
  const [errors, warnings] = [of('error'), of('warning')];
  const shown = [...errors.slice(0, MOST), ...warnings.slice(0, Math.max(0, MOST - errors.length))];
  const left = found.length - shown.length;
  const tooMany = diagnose('file/too-many', startOf(file), {
    message: `this file has ${left.toLocaleString('en')} more problems than the ${MOST} that are shown`,
    hint: 'mend the first ones and check again, or see whether it is the right file',
  });
  return [{ ...tooMany, severity: errors.length > MOST ? 'error' : 'warning' }, ...shown];
}
