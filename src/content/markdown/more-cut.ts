import { diagnose } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source.ts';
import type { Building } from './building.ts';

/** The only comment that a text may hold: where a teaser ends. */
export function isCut(html: string): boolean {
  return /^<!--\s*more\s*-->\s*$/i.test(html);
}

/** A cut among the blocks of the text itself, after `blocks` of them; or inside another block, where it can't cut. */
export function addCut(blocks: number | 'inside', span: Span, building: Building): void {
  const [first] = building.cuts;
  if (blocks === 'inside') {
    building.report(
      diagnose('markdown/cut-inside', span, {
        message: 'a teaser can’t end inside a paragraph, a quote, a list or a note',
        hint: 'put `<!-- more -->` on a line of its own between two paragraphs',
      }),
    );
  } else if (first === undefined) building.cuts.push({ blocks, span });
  else {
    building.report(
      diagnose('markdown/cut-twice', span, {
        message: 'this text is cut for its teaser a second time',
        hint: 'keep one `<!-- more -->`, where the teaser should end',
        notes: [{ message: 'cut first here', span: first.span }],
      }),
    );
  }
}
