import { diagnose } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source.ts';
import { checkPicture, isLocalPicture } from '../picture-path.ts';
import { attribute, plainAttribute, targetSpan, withoutSlots } from './build-link.ts';
import type { Content } from './building.ts';
import { rawHtml } from './raw-html.ts';
import type { ImageNode } from './tree.ts';
import type { MarkdownToken, Range } from './vendor-shapes.ts';

/** The parser's own bound on nesting holds here too: words in pictures in pictures. */
export function buildImage(token: MarkdownToken, range: Range, content: Content): ImageNode {
  const span = content.locate(range.start, range.end);
  const alt = withoutSlots(altOf(token.children ?? [], range.start + 2, content), content);
  if (alt.trim() === '') {
    content.building.report(
      diagnose('markdown/image-alt', span, {
        message: 'this picture has no words for readers who don’t see it',
        hint: 'say between the brackets what it shows, as in ![Two ferries at the quay](…)',
      }),
    );
  }
  const title = plainAttribute(token, 'title', content);
  const typed = withoutSlots(attribute(token, 'src') ?? '', content);
  return { kind: 'image', src: checkSource(typed, targetSpan(token, span, content), content), alt, title, span };
}

/** The words of a label without their marks (CommonMark 6.4). */
function altOf(tokens: readonly MarkdownToken[], base: number, content: Content): string {
  return tokens
    .map((token) => {
      const { start, end } = content.building.positions.inlines.get(token) ?? { start: 0, end: 0 };
      if (token.type === 'image') return altOf(token.children ?? [], base + start + 2, content);
      if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n';
      if (token.type !== 'html_inline') return token.content;
      content.building.report(rawHtml(token.content, content.locate(base + start, base + end)));
      return '';
    })
    .join('');
}

/** The path of a picture of the issue, relative to its folder, or an address as the parser encoded it. */
function checkSource(src: string, span: Span, content: Content): string {
  const written = isLocalPicture(src) ? decodePath(src) : src;
  const checked = checkPicture({ value: written, span }, content.building.otherFiles);
  for (const diagnostic of checked.diagnostics) content.building.report(diagnostic);
  return checked.value ?? src;
}

/** The parser percent-encodes what isn't ASCII; a file is called by its letters. */
function decodePath(src: string): string {
  try {
    return decodeURIComponent(src);
  } catch {
    return src;
  }
}
