import type { CatalogueArea } from './entry.ts';

export const markdownCodes = {
  'markdown/raw-html': {
    severity: 'error',
    summary: 'There is HTML in a Markdown text.',
    why: 'Mail programs treat HTML so differently that only the templates write it. Dropping yours silently would lose words, so Courant asks you to write Markdown.',
    bad: 'The <b>whole</b> harbour is closed.',
    good: 'The **whole** harbour is closed.',
  },
  'markdown/link-text': {
    severity: 'error',
    summary: 'A link has no words.',
    why: 'Nobody can see or click it, and a screen reader reads out the address letter by letter.',
    bad: '[](https://news.example.org/ferries)',
    good: '[Why the ferries stopped](https://news.example.org/ferries)',
  },
  'markdown/image-alt': {
    severity: 'warning',
    summary: 'A picture has no words that stand in for it.',
    why: 'Many readers see no pictures at first, and some never do: a mail program shows, or reads out, the words instead.',
    bad: '![](images/port.png)',
    good: '![Two ferries at the empty quay](images/port.png)',
  },
  'markdown/too-deep': {
    severity: 'error',
    summary: 'Quotes, lists or emphasis are nested far too deeply.',
    why: 'No mail program can show so many levels, and what lies deeper would be lost.',
    bad: '>>>>>>>>>>>>>>>>>>>> a quote in a hundred quotes',
    good: '> a quote',
  },
  'slot/unknown-field': {
    severity: 'error',
    summary: 'A slot names a field that the publication doesn’t declare.',
    why: 'A slot is filled for each subscriber from a field in courant.yaml. A mistyped name would stay empty for everybody.',
    bad: 'Good morning, {{frist_name|reader}}',
    good: 'Good morning, {{first_name|reader}}',
  },
  'slot/malformed': {
    severity: 'error',
    summary: 'Two opening braces begin no slot that Courant can read.',
    why: 'Readers would find the braces in their mail.',
    bad: 'Good morning, {{first_name',
    good: 'Good morning, {{first_name|reader}}',
  },
  'slot/no-place': {
    severity: 'error',
    summary: 'A slot stands where it can’t be filled for each subscriber.',
    why: 'Titles of links, and everything about pictures, are the same in every mail. A link whose beginning comes from a subscriber’s field could lead anywhere.',
    bad: '![Hello {{first_name}}](images/port.png)',
    good: 'Hello {{first_name|reader}}',
  },
  'text/control-character': {
    severity: 'error',
    summary: 'There is an invisible character that no mail may contain.',
    why: 'Control characters come from broken copies. Some mail programs cut a text off at them.',
    bad: 'A NUL byte in the middle of a word.',
    good: 'The same word, typed anew.',
  },
} as const satisfies CatalogueArea;
