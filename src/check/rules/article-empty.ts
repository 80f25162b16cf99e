import { diagnose } from '../../diagnostic/diagnostic.ts';
import type { Rule } from '../rule.ts';

export const articleEmpty: Rule = ({ edition }) =>
  edition.articles
    .filter((article) => article.display === 'full' && article.body.blocks.length === 0)
    .map((article) =>
      diagnose('check/article-empty', article.title.span, {
        message: 'this article is shown in full and has no text',
        hint: 'write its text below the front matter, or set `display: headline`',
      }),
    );
