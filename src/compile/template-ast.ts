/** The tree of a Handlebars template, as far as Courant reads it. Lines count from 1, columns from 0. */
export interface Loc {
  readonly start: LocPoint;
  readonly end: LocPoint;
}

export interface LocPoint {
  readonly line: number;
  readonly column: number;
}

export interface Program {
  readonly type: 'Program';
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
  readonly loc: Loc;
}

export type Statement = Mustache | Block | Partial | PartialBlock | Content | Comment | Decorator | DecoratorBlock;

interface Call {
  readonly path: Path | Literal;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly loc: Loc;
}

export interface Mustache extends Call {
  readonly type: 'MustacheStatement';
  readonly escaped: boolean;
}

export interface Decorator extends Call {
  readonly type: 'Decorator';
}

interface BlockCall extends Call {
  readonly program?: Program;
  readonly inverse?: Program;
}

export interface Block extends BlockCall {
  readonly type: 'BlockStatement';
}

export interface DecoratorBlock extends BlockCall {
  readonly type: 'DecoratorBlock';
}

interface PartialCall {
  readonly name: Path | Literal | SubExpression;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly loc: Loc;
}

export interface Partial extends PartialCall {
  readonly type: 'PartialStatement';
}

export interface PartialBlock extends PartialCall {
  readonly type: 'PartialBlockStatement';
  readonly program: Program;
}

export interface Content {
  readonly type: 'ContentStatement';
  /** What is written, once whitespace control has taken its share of `original`. */
  readonly value: string;
  readonly original: string;
  readonly loc: Loc;
}

export interface Comment {
  readonly type: 'CommentStatement';
  readonly loc: Loc;
}

export type Expression = Path | SubExpression | Literal;

export interface SubExpression extends Call {
  readonly type: 'SubExpression';
}

export interface Path {
  readonly type: 'PathExpression';
  readonly data: boolean;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
  readonly loc: Loc;
}

export type Literal =
  | { readonly type: 'StringLiteral'; readonly value: string; readonly original: string; readonly loc: Loc }
  | { readonly type: 'NumberLiteral'; readonly value: number; readonly original: number; readonly loc: Loc }
  | { readonly type: 'BooleanLiteral'; readonly value: boolean; readonly original: boolean; readonly loc: Loc }
  | { readonly type: 'UndefinedLiteral'; readonly loc: Loc }
  | { readonly type: 'NullLiteral'; readonly loc: Loc };

export interface Hash {
  readonly type: 'Hash';
  readonly pairs: readonly HashPair[];
  readonly loc: Loc;
}

export interface HashPair {
  readonly type: 'HashPair';
  readonly key: string;
  readonly value: Expression;
  readonly loc: Loc;
}

/** A partial's or inline partial's name where it is written out; null where it is computed. */
export function writtenName(node: Path | Literal | SubExpression): string | null {
  if (node.type === 'PathExpression') return node.original;
  if (node.type === 'StringLiteral') return node.value;
  return node.type === 'NumberLiteral' ? String(node.value) : null;
}

/** The name of a call such as `eq` of `(eq a b)`; null for a path such as `lead.title` or `../x`. */
export function callName(path: Path | Literal): string | null {
  if (path.type !== 'PathExpression') return null;
  const [name] = path.parts;
  const simple = path.parts.length === 1 && path.depth === 0 && !path.data && path.original === name;
  return simple && name !== undefined ? name : null;
}
