import { type Source, type Span, spanAt } from '../diagnostic/source.ts';

/** Keys of mappings and positions in lists, from the root of a document inwards. */
export type YamlPath = readonly (string | number)[];

/** A piece of YAML with its place: UTF-16 offsets into the whole source file, the end exclusive. */
export interface YamlNode {
  readonly kind: 'scalar' | 'mapping' | 'list';
  readonly start: number;
  readonly end: number;
  /** How a scalar is written: the text of a plain one stands in the file exactly as it is read. */
  readonly style: 'plain' | 'quoted' | 'block' | null;
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly items: readonly YamlNode[];
}

export interface YamlEntry {
  readonly keyNode: YamlNode;
  readonly node: YamlNode;
}

/** YAML that could be read: its plain value, and the place of everything in it. */
export interface YamlDocument {
  readonly source: Source;
  /** Dates stay text; `null` for a document without content. */
  readonly value: unknown;
  /** Where a problem of the document as a whole is shown: the fence of a front matter, else the start of the file. */
  readonly opening: Span;
  readonly root: YamlNode | null;
  /** The plain value at a path, undefined where there is none. */
  readonly at: (path: YamlPath) => unknown;
  /** The place of the value at a path, or of the nearest one around it that exists. */
  readonly spanOf: (path: YamlPath) => Span;
  /** The place of the key at a path; of the value itself in a list. */
  readonly keySpanOf: (path: YamlPath) => Span;
  /** The piece at a path, undefined where there is none. */
  readonly nodeAt: (path: YamlPath) => YamlNode | undefined;
}

export function createYamlDocument(
  source: Source,
  content: { readonly value: unknown; readonly root: YamlNode | null; readonly opening: Span },
): YamlDocument {
  const { value, root, opening } = content;
  const toSpan = (node: YamlNode | null): Span => (node ? spanAt(source, node.start, node.end) : opening);
  return {
    source,
    value,
    opening,
    root,
    at: (path) => path.reduce(step, value),
    spanOf: (path) => toSpan(nearest(root, path)),
    keySpanOf: (path) => (path.length === 0 ? opening : toSpan(keyNode(root, path))),
    nodeAt: (path) => follow(root, path),
  };
}

function step(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}

function keyNode(root: YamlNode | null, path: YamlPath): YamlNode | null {
  const last = path.at(-1);
  const parent = follow(root, path.slice(0, -1));
  return parent?.entries.get(String(last))?.keyNode ?? nearest(root, path);
}

function follow(root: YamlNode | null, path: YamlPath): YamlNode | undefined {
  let node = root ?? undefined;
  for (const step of path) node = node && child(node, step);
  return node;
}

function nearest(root: YamlNode | null, path: YamlPath): YamlNode | null {
  let node = root;
  for (const step of path) {
    const next = node && child(node, step);
    if (!next) return node;
    node = next;
  }
  return node;
}

function child(node: YamlNode, step: string | number): YamlNode | undefined {
  if (typeof step === 'number') return node.items[step] ?? byKey(node, String(step));
  return byKey(node, step);
}

function byKey(node: YamlNode, key: string): YamlNode | undefined {
  return node.entries.get(key)?.node;
}
