import { type Checked, type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Located } from '../diagnostic/source.ts';
import { insidePath } from '../publication/inside-path.ts';
import { nearest } from '../publication/nearest.ts';
import { checkUrl } from './url.ts';

/** Whether a picture lies in the folder, and not on a server. */
export function isLocalPicture(src: string): boolean {
  return !/^[a-z][a-z0-9+.-]+:/i.test(src) && !src.startsWith('//');
}

/**
 * Checks where a picture comes from: a file of the issue (`files`, by path relative to its folder), or an absolute
 * http or https address. The value is its path with `.` and `..` resolved, or the address as written.
 */
export function checkPicture(written: Located<string>, files: ReadonlySet<string>): Checked<string> {
  const { value: src, span } = written;
  if (!isLocalPicture(src)) return checkRemote(written);
  const path = insidePath(src);
  if (path === null) return wrong(outside(written));
  if (files.has(path)) return { value: path, diagnostics: [] };
  const meant = nearest(path, files);
  return wrong(
    diagnose('image/missing', span, {
      message: `there is no picture \`${src.slice(0, 120)}\` in the folder of this issue`,
      hint: meant ? `did you mean \`${meant}\`?` : 'put the file into the folder, or correct the path',
    }),
  );
}

function checkRemote({ value: src, span }: Located<string>): Checked<string> {
  if (/^mailto:/i.test(src))
    return wrong(
      diagnose('link/scheme', span, {
        message: 'a picture cannot come from a `mailto:` address',
        hint: 'write a path in the folder of the issue, or an https:// address',
      }),
    );
  const { diagnostics } = checkUrl(src, span);
  return { value: diagnostics.some(({ severity }) => severity === 'error') ? undefined : src, diagnostics };
}

function outside({ span }: Located<string>): Diagnostic {
  return diagnose('image/outside', span, {
    message: 'this path leaves the folder of the issue',
    hint: 'copy the picture into the folder and write its path from there, with `/`: `images/port.png`',
  });
}

function wrong(problem: Diagnostic): Checked<string> {
  return { value: undefined, diagnostics: [problem] };
}
