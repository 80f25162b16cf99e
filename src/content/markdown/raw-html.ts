import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source.ts';

const MARKDOWN_FOR: Readonly<Record<string, string>> = {
  b: 'write **bold** instead',
  strong: 'write **bold** instead',
  i: 'write *emphasis* instead',
  em: 'write *emphasis* instead',
  a: 'write [words](https://…) instead',
  img: 'write ![what it shows](images/picture.png) instead',
  br: 'end the line with a backslash instead',
  p: 'leave an empty line between paragraphs instead',
  hr: 'write --- on a line of its own instead',
  del: 'write ~~struck out~~ instead',
  s: 'write ~~struck out~~ instead',
  code: 'write `code` instead',
};

export function rawHtml(html: string, span: Span): Diagnostic {
  const name = tagName(html);
  if (html.startsWith('<!--')) {
    return diagnose('markdown/raw-html', span, {
      message: 'this is an HTML comment, and a mail’s text can’t hold one',
      hint: 'remove it; notes to colleagues belong into a `#` comment of the front matter',
    });
  }
  return diagnose('markdown/raw-html', span, {
    message:
      name === ''
        ? 'this is HTML, and a mail’s text is Markdown'
        : `\`<${name}>\` is HTML, and a mail’s text is Markdown`,
    hint:
      (Object.hasOwn(MARKDOWN_FOR, name) ? MARKDOWN_FOR[name] : undefined) ??
      'remove it, or write \\< if readers should see it',
  });
}

/** `b` of `<b>` and `</b>`, '' of anything else. */
export function tagName(html: string): string {
  return /^<\/?([a-z][a-z0-9-]{0,40})/i.exec(html)?.[1]?.toLowerCase() ?? '';
}
