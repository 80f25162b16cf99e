import { imagesOf } from '../../content/local-pictures.ts';
import type { Article, Issue } from '../../content/issue.ts';
import type { SlottedText } from '../../content/slot.ts';
import { diagnose } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source.ts';
import type { Rule } from '../rule.ts';
import { isTodo } from '../todo.ts';

/** A text that an editor should have written over, and what it is. */
interface Field {
  readonly what: string;
  readonly text: string | null | undefined;
  readonly span: Span | undefined;
}

/** A warning while the issue is worked on; an error as soon as it would be sent. */
export const todoLeft: Rule = ({ issue, surroundings }) =>
  fieldsOf(issue).flatMap(({ what, text, span }) => {
    if (span === undefined || !isTodo(text ?? '')) return [];
    const found = diagnose('check/todo', span, {
      message: `${what} is still to be written`,
      hint: 'write over the TODO, or remove the line if nothing belongs there',
    });
    return [surroundings.purpose === 'send' ? { ...found, severity: 'error' } : found];
  });

function fieldsOf(issue: Issue): readonly Field[] {
  return [
    slotted('the subject', issue.subject),
    slotted('the preheader', issue.preheader),
    ...images(issue.note),
    ...issue.articles.flatMap(ofArticle),
    ...issue.promoLists.flatMap((list) => [
      slotted('the title of this list', list.title),
      ...list.items.flatMap(({ title, sponsor }) => [
        slotted('the title of this item', title),
        { what: 'the sponsor of this item', text: sponsor, span: title.span },
      ]),
    ]),
  ];
}

function ofArticle({ title, deck, byline, dateline, image, section, body }: Article): readonly Field[] {
  const picture = image?.value;
  return [
    slotted('the title', title),
    slotted('the deck', deck),
    { what: 'the byline', text: byline?.value.name, span: byline?.span },
    { what: 'the dateline', text: dateline?.value, span: dateline?.span },
    { what: 'the section', text: section?.value, span: section?.span },
    { what: 'the alternative text of the picture', text: picture?.alt, span: image?.span },
    { what: 'the credit of the picture', text: picture?.credit, span: image?.span },
    { what: 'the caption of the picture', text: picture?.caption, span: image?.span },
    ...images(body),
  ];
}

function images(tree: Article['body']): readonly Field[] {
  return imagesOf(tree).flatMap(({ alt, title, span }) => [
    { what: 'the alternative text of this picture', text: alt, span },
    { what: 'the caption of this picture', text: title, span },
  ]);
}

/** Words before the first slot are enough: a TODO stands at the beginning. */
function slotted(what: string, field: { readonly value: SlottedText; readonly span: Span } | null): Field {
  const [first] = field?.value ?? [];
  return { what, text: typeof first === 'string' ? first : null, span: field?.span };
}
