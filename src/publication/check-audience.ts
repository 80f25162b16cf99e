import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Settings } from './check-settings.ts';
import { insidePath } from './inside-path.ts';
import { MOST_GUESSES, nearest } from './nearest.ts';

/** Every subscriber has these, and columns of a CSV are called so. */
const RESERVED: ReadonlySet<string> = new Set(['email', 'list']);

/** Fields, lists and segments: their names, and what they say of each other. */
export function checkAudience(settings: Settings): readonly Diagnostic[] {
  return [
    ...checkFieldNames(settings),
    ...checkNames('lists', settings),
    ...checkNames('segments', settings),
    ...checkClashes(settings),
    ...checkFiles(settings),
    ...checkSegments(settings),
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
        ? `\`${name}\` is always known of a subscriber`
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

function checkSegments(settings: Settings): readonly Diagnostic[] {
  const lists = new Set(keysOf('lists', settings));
  const fields = new Set(keysOf('fields', settings));
  return Object.entries(settings.fields.segments ?? {}).flatMap(([name, segment], index) => {
    const candidates = index < MOST_GUESSES ? { lists, fields } : { lists: [], fields: [] };
    return [
      ...(lists.has(segment.list) ? [] : [unknownList(name, segment.list, candidates.lists, settings)]),
      ...unknownFields(
        name,
        Object.keys(segment.where).filter((field) => !fields.has(field)),
        candidates.fields,
        settings,
      ),
    ];
  });
}

function unknownList(segment: string, list: string, known: Iterable<string>, settings: Settings): Diagnostic {
  const meant = nearest(list, known);
  return diagnose('publication/list-unknown', settings.document.spanOf(['segments', segment, 'list']), {
    message: `there is no list \`${list.slice(0, 60)}\``,
    hint: meant ? `did you mean \`${meant}\`?` : 'write the name of a list in this file, or add it under `lists:`',
  });
}

function unknownFields(
  segment: string,
  fields: readonly string[],
  known: Iterable<string>,
  settings: Settings,
): readonly Diagnostic[] {
  return fields.map((field, index) => {
    const meant = index < MOST_GUESSES ? nearest(field, known) : undefined;
    return diagnose('publication/field-unknown', settings.document.keySpanOf(['segments', segment, 'where', field]), {
      message: `no field \`${field.slice(0, 60)}\` is declared`,
      hint: meant ? `did you mean \`${meant}\`?` : 'declare it under `fields:`, or ask for another field',
    });
  });
}
