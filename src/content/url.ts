import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source.ts';

/** A scheme at the beginning of an address (RFC 3986 3.1); `c:` of a Windows path counts as one, and is refused as one. */
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
/** Some programs skip these inside an address, so that `java\nscript:` would be read as a scheme. */
const UNSAFE = /[\p{Cc}\s\\]/u;

/**
 * Checks an address that readers will follow: absolute http or https (http with a warning), mailto, or `#anchor`.
 * Gives no value back: an address is used as its author wrote it.
 */
export function checkUrl(text: string, span: Span): { readonly diagnostics: readonly Diagnostic[] } {
  const problem = findProblem(text, span);
  return { diagnostics: problem ? [problem] : [] };
}

function findProblem(text: string, span: Span): Diagnostic | undefined {
  if (text.startsWith('#') && text.length > 1) return UNSAFE.test(text) ? malformed(text, span) : undefined;
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return relative(text, span);
  if (scheme === 'mailto')
    return /^[^\s@<>]+@[^\s@<>]+$/.test(text.slice('mailto:'.length)) ? undefined : badMailto(span);
  if (scheme !== 'http' && scheme !== 'https') return badScheme(scheme, span);
  if (UNSAFE.test(text) || !/^https?:\/\/[^/?#]/i.test(text) || !URL.canParse(text)) return malformed(text, span);
  return scheme === 'http' ? insecure(text, span) : undefined;
}

function relative(text: string, span: Span): Diagnostic {
  const bare = /^(?:\/\/)?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#]|$)/u.test(text);
  return diagnose('link/relative', span, {
    message:
      text === '' ? 'this address is empty' : 'an address in a mail must be complete, and this one has no `https://`',
    hint: bare ? `write \`https://${text.replace(/^\/\//, '')}\`` : 'write the whole address, from `https://` on',
  });
}

function badScheme(scheme: string, span: Span): Diagnostic {
  return diagnose('link/scheme', span, {
    message: `an address that begins with \`${scheme.slice(0, 40)}:\` does not belong into a mail`,
    hint: 'link to an `https://` or `mailto:` address',
  });
}

function badMailto(span: Span): Diagnostic {
  return diagnose('link/malformed', span, {
    message: 'there is no mail address after `mailto:`',
    hint: 'write one address, such as `mailto:editors@example.org`',
  });
}

function malformed(text: string, span: Span): Diagnostic {
  const spaced = /\s/.test(text);
  return diagnose('link/malformed', span, {
    message: spaced ? 'there is a space inside this address' : 'this is not a complete web address',
    hint: spaced
      ? 'remove the space, or write %20 if it belongs to the address'
      : 'copy the address anew from the browser',
  });
}

function insecure(text: string, span: Span): Diagnostic {
  return diagnose('link/insecure', span, {
    message: 'this address is plain http, which mail programs warn about',
    hint: `try \`${text.replace(/^http:/i, 'https:')}\``,
  });
}
