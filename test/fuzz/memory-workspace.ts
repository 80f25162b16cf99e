import type { Workspace } from '../../src/app/workspace.ts';
import type { TextCache } from '../../src/compile/template-set.ts';
import type { Checked, Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { diagnose } from '../../src/diagnostic/diagnostic.ts';
import { type Source, startOf } from '../../src/diagnostic/source.ts';
import { decodeText } from '../../src/disk/decode-text.ts';

/** A publication's folder as a map of path → bytes. */
export type Folder = ReadonlyMap<string, Uint8Array>;

const IS_TEXT = /\.(md|markdown|ya?ml|csv|txt)$/i;

/** The port to a folder without a disk: read by the same rules, with the same decoding. */
export function memoryWorkspace(folder: Folder, kept: Map<string, string>): Workspace {
  const names = new Set([...folder.keys()].flatMap((path) => /^issues\/([^/]+)\//.exec(path)?.[1] ?? []));
  return {
    readPublication: async () => read(folder, 'courant.yaml'),
    issueNames: async () => [...names].toSorted(),
    readIssueHead: async (name) => read(folder, `issues/${name}/issue.md`),
    readIssue: async (name) => {
      const paths = pathsBelow(folder, `issues/${name}/`);
      const texts = readAll(
        folder,
        paths.filter((path) => IS_TEXT.test(path)),
      );
      const others = paths.filter((path) => !IS_TEXT.test(path)).map((path) => path.slice(`issues/${name}/`.length));
      return { ...texts, value: { name, folder: `issues/${name}`, sources: texts.value, otherFiles: new Set(others) } };
    },
    readTemplates: async () => {
      const { value, diagnostics } = readAll(folder, pathsBelow(folder, 'templates/'));
      return { value: { sources: new Map(value.map((source) => [source.path, source])) }, diagnostics };
    },
    readPictures: async (files) => {
      const there = files.filter((file) => folder.has(file));
      const facts = there.map(
        (file) => [file, { file, name: '0123456789abcdef.png', width: 9, height: 9, bytes: 99 }] as const,
      );
      return { value: new Map(facts), diagnostics: [] };
    },
    cache: { shapes: inMemory(kept), templates: inMemory(kept) },
  };
}

function inMemory(kept: Map<string, string>): TextCache {
  return { read: async (key) => kept.get(key), write: async (key, text) => void kept.set(key, text) };
}

function pathsBelow(folder: Folder, start: string): readonly string[] {
  return [...folder.keys()].filter((path) => path.startsWith(start)).toSorted();
}

function read(folder: Folder, path: string): Checked<Source> {
  const bytes = folder.get(path);
  if (bytes !== undefined) return decodeText(path, bytes);
  const finding = { message: 'this file could not be read (ENOENT)', hint: 'check that it exists' };
  return { value: undefined, diagnostics: [diagnose('file/unreadable', startOf(path), finding)] };
}

function readAll(
  folder: Folder,
  paths: readonly string[],
): { readonly value: readonly Source[]; readonly diagnostics: readonly Diagnostic[] } {
  const all = paths.map((path) => read(folder, path));
  return { value: all.flatMap(({ value }) => value ?? []), diagnostics: all.flatMap(({ diagnostics }) => diagnostics) };
}
