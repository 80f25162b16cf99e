import { parseAddress } from '../../mail/address.ts';
import type { ImportedByline } from '../imported.ts';

const LABEL =
  /^(?:contact(?:\s+the)?\s+(?:writer|reporter|author|correspondent|journalist|editor)|(?:reach|e-?mail|write to)\s+the\s+(?:writer|reporter|author|editor)|(?:writer|reporter|author)(?:\s+contact)?|联系(?:作者|记者|编辑)|聯絡(?:作者|記者|編輯)|记者|記者|作者|撰稿人?|撰文|联系人|للتواصل مع (?:الكاتب|المراسل))\s*(?:[:：]|\bat\b)?\s*(?<rest>.+)$/iu;
/** `NAME (ADDRESS)`, `NAME <ADDRESS>`, `NAME, ADDRESS`, `NAME at ADDRESS`, `ADDRESS`. */
const NAME_AND_ADDRESS =
  /^(?:(?<name>[^()（）<>＜＞[\]@:：]{1,100}?)(?:[\s,，、;；|/·—–-]+(?:(?:at|via)\s+)?[(（<＜[【]?|[(（<＜[【])\s*|[(（<＜[【]\s*)?(?:e-?mail\s*[:：]?\s*|mailto:)?(?<email>[^\s()（）<>＜＞[\]【】,，、;；]+@[^\s()（）<>＜＞[\]【】,，、;；]+?)\s*[)）>＞\]】]?[.。]?$/iu;
/** A name alone, behind a label that can mean nothing else. */
const NAME_ALONE = /^contact|^联系|^聯絡/iu;
const NAME = /^[\p{L}\p{M}][\p{L}\p{M} .'’·•-]{1,60}$/u;

/** A closing line is short; on a long line the patterns below would take long. */
const LONGEST_LINE = 300;

/** The closing line of an article: `Contact writer: NAME (ADDRESS)`. Null where it is anything else, or more than that. */
export function readContact(line: string): ImportedByline | null {
  if (line.length > LONGEST_LINE) return null;
  const rest = LABEL.exec(line.trim())?.groups?.['rest']?.trim();
  if (rest === undefined) return null;
  const groups = NAME_AND_ADDRESS.exec(rest)?.groups;
  if (groups === undefined) return NAME_ALONE.test(line.trim()) && NAME.test(rest) ? { name: rest, email: null } : null;
  const email = groups['email'] ?? '';
  if (!isAddress(email)) return null;
  const name = groups['name']?.trim() ?? '';
  return { name: name === '' ? email : name, email };
}

/** The line below a headline: `By Ana Quill`, `文／陈渡`. Null for a sentence that begins so, such as `By noon it rained.` */
export function readByLine(line: string): string | null {
  const name = /^(?:by\s+|(?:文|记者|記者|作者)\s*[/／:：|丨]\s*)(?<name>.{2,60})$/iu.exec(line.trim())?.groups?.[
    'name'
  ];
  if (name === undefined || !NAME.test(name)) return null;
  const words = name.split(/\s+/).filter((word) => !/^(?:and|de|da|dos|van|von|der|bin|al|el|la|le)$/i.test(word));
  return words.every((word) => /^(?:\p{Lu}|\p{Lo})/u.test(word)) && !/[.。]$/.test(name) ? name.trim() : null;
}

function isAddress(text: string): boolean {
  return parseAddress(text).ok;
}
