import type { Approval, ApprovalFile, Approved } from '../publication/schema/approval.ts';
import type { EditionPin } from '../publication/schema/edition-pin.ts';
import type { ApprovalFacts } from './approval-facts.ts';
import { changedLines } from './approval-lines.ts';

/** Lines of text that are shown; what is longer is read in the files. */
const MOST_LINES = 60;

/** Whether every edition, and what else stands in the messages, is what was approved. */
function isApproved({ approved }: ApprovalFile, now: ApprovalFacts): boolean {
  return changedEditions(approved, now).length === 0 && changedSettings(approved, now).length === 0;
}

function changedEditions(approved: Approved, now: ApprovalFacts): readonly EditionPin[] {
  const pins = new Map(approved.editions.map((pin) => [pin.segments.join('+'), pin.hash]));
  return now.editions.filter(({ segments, hash }) => {
    const pinned = pins.get(segments.join('+'));
    return pinned === undefined ? !sameIngredients(approved, now) : pinned !== hash;
  });
}

/** An edition that wasn't compiled for the approval (there are too many) is held by the files and pictures that it is made of. */
function sameIngredients(approved: Approved, now: ApprovalFacts): boolean {
  const pictures = new Map(approved.pictures.map(({ path, name }) => [path, name]));
  return (
    changedFiles(approved, now).length === 0 && now.pictures.every(({ path, name }) => pictures.get(path) === name)
  );
}

/** What changed since the approval, for people, a line each; empty where nothing did. */
export function describeDifference({ approvals, approved }: ApprovalFile, now: ApprovalFacts): readonly string[] {
  const [approval] = approvals;
  if (approval === undefined || isApproved({ approvals, approved }, now)) return [];
  const files = [...changedFiles(approved, now), ...changedPictures(approved, now)];
  return [
    ...changedTexts(approval, approved, now),
    ...changedSettings(approved, now),
    ...(files.length > 0 ? files : ['No file changed: this is another version of Courant or of Node.']),
    ...changedText(approved, now),
    ...changedEditions(approved, now).map(editionLine),
  ];
}

function changedTexts(approval: Approval, approved: Approved, now: ApprovalFacts): readonly string[] {
  return [
    ...changed('subject', approval.subject, now.subject),
    ...changed('preheader', approved.preheader, now.preheader),
  ];
}

function changed(what: string, before: string | undefined, after: string | undefined): readonly string[] {
  if (before === after) return [];
  const shown = (text: string | undefined): string => (text === undefined ? 'nothing' : JSON.stringify(text));
  return [`${what}: ${shown(before)} is now ${shown(after)}`];
}

function changedSettings(approved: Approved, now: ApprovalFacts): readonly string[] {
  const before = new Map(approved.settings.map(({ key, value }) => [key, value]));
  const after = new Map(now.settings.map(({ key, value }) => [key, value]));
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((key) => changed(`courant.yaml, ${key}`, before.get(key), after.get(key)));
}

function changedFiles(approved: Approved, now: ApprovalFacts): readonly string[] {
  const before = new Map(approved.files.map(({ path, hash }) => [path, hash]));
  const after = new Map(now.files.map(({ path, hash }) => [path, hash]));
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return paths.flatMap((path) => {
    const [old, fresh] = [before.get(path), after.get(path)];
    if (old === fresh) return [];
    return [`${path} ${old === undefined ? 'is new' : fresh === undefined ? 'is gone' : 'changed'}`];
  });
}

/** A send compiles the editions of its audience only: a picture that none of them shows isn't gone. */
function changedPictures(approved: Approved, now: ApprovalFacts): readonly string[] {
  const before = new Map(approved.pictures.map(({ path, name }) => [path, name]));
  const different = now.pictures.filter(({ path, name }) => before.get(path) !== name);
  return different.map(({ path }) => `${path} ${before.has(path) ? 'is another picture' : 'is a new picture'}`);
}

function changedText(approved: Approved, now: ApprovalFacts): readonly string[] {
  const pinned = approved.editions.find(({ segments }) => segments.length === 0)?.hash;
  if (pinned === now.hash) return [];
  if (approved.text === undefined || now.text === undefined)
    return ['The text of the mail is too long to be compared here.'];
  const lines = changedLines(approved.text, now.text, MOST_LINES);
  if (lines.length === 0) return ['The text of the mail is the same; its HTML is not.'];
  return ['The text of the mail (- as approved, + as it is now):', ...lines];
}

function editionLine({ segments, hash }: EditionPin): string {
  const readers = segments.length === 0 ? 'everybody' : `readers of ${segments.join(' and ')}`;
  return `The edition for ${readers} is another one: ${hash}`;
}
