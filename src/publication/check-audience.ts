import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Settings } from './check-settings.ts';
import { checkSegments } from './check-segments.ts';
import { insidePath } from './inside-path.ts';

/** Columns of a CSV, and keys of a segment's conditions, are called so. */
const RESERVED: ReadonlySet<string> = new Set([
  'email',
  'list',
  'received',
  'all',
  'any',
  'not',
  'subscription',
  'consent',
  'consent_at',
  'consent_from',
]);

/** Fields, lists and segments: their names, and what they say of each other. */
export function checkAudience(settings: Settings): readonly Diagnostic[] {
  return [
    ...checkFieldNames(settings),
    ...checkNames('lists', settings),
    ...checkNames('segments', settings),
    ...checkClashes(settings),
    ...checkFiles(settings),
    ...checkSegments(settings, {
      lists: new Set(keysOf('lists', settings)),
      fields: new Set(keysOf('fields', settings)),
    }),
  ];
}

/** All names as written, also of what is wrong in itself; a record would drop `__proto__` without a word. */
function keysOf(key: 'fields' | 'lists' | 'segments', { document }: Settings): readonly string[] {
  return [...(document.nodeAt([key])?.entries.keys() ?? [])];
}

function checkFieldNames(settings: Settings): readonly Diagnostic[] {
  const wrong = keysOf('fields', settings).filter((name) => RESERVED.has(name) || !/^[a-z][a-z0-9_]{0,62}$/.test(name));
  return wrong.map((name) => {
    const snake = name
      .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .replaceAll(/^[_0-9]+|_+$/g, '')
      .toLowerCase();
    const reserved = RESERVED.has(name);
    return diagnose('publication/field-name', settings.document.keySpanOf(['fields', name]), {
      message: reserved
        ? `\`${name}\` is a word of Courant’s own`
        : `\`${name.slice(0, 60)}\` cannot be the name of a field`,
      hint:
        reserved || snake === '' || RESERVED.has(snake)
          ? 'use another name, such as `first_name`'
          : `write \`${snake}\``,
    });
  });
}

function checkNames(key: 'lists' | 'segments', settings: Settings): readonly Diagnostic[] {
  const wrong = keysOf(key, settings).filter((name) => !/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,62}$/u.test(name));
  return wrong.map((name) =>
    diagnose('publication/audience-name', settings.document.keySpanOf([key, name]), {
      message: `\`${name.slice(0, 60)}\` cannot be the name of a ${key === 'lists' ? 'list' : 'segment'}`,
      hint: 'use letters, digits, hyphens and underscores; what people read goes into `title`',
    }),
  );
}

function checkClashes(settings: Settings): readonly Diagnostic[] {
  const lists = new Set(keysOf('lists', settings));
  const both = keysOf('segments', settings).filter((name) => lists.has(name));
  return both.map((name) =>
    diagnose('publication/name-clash', settings.document.keySpanOf(['segments', name]), {
      message: `\`${name}\` is a list and a segment`,
      hint: 'give one of the two another name',
      notes: [{ message: 'the list', span: settings.document.keySpanOf(['lists', name]) }],
    }),
  );
}

function checkFiles({ document, fields }: Settings): readonly Diagnostic[] {
  const lists = Object.entries(fields.lists ?? {});
  const outside = lists.filter(([, list]) => list.file !== undefined && insidePath(list.file) === null);
  return outside.map(([name]) =>
    diagnose('publication/path-outside', document.spanOf(['lists', name, 'file']), {
      message: 'this path leaves the folder of the publication',
      hint: 'copy the file into the publication and write its path from there, with `/`: `subscribers/readers.csv`',
    }),
  );
}
