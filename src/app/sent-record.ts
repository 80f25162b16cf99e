import type { Checked } from '../diagnostic/diagnostic.ts';
import type { Source } from '../diagnostic/source.ts';
import type { SendRecord } from '../delivery/ledger.ts';
import { type SentEntry, sentFileSchema } from '../publication/schema/sent-record.ts';
import { validate } from '../publication/validate.ts';
import { writeYaml } from '../publication/write-yaml.ts';
import { readYaml } from '../publication/yaml.ts';
import { changeOutcome, type IssueRecords, unreadable } from './issue-records.ts';
import { done, type Outcome, type Refusal } from './refusal.ts';
import { writtenMoment } from './written-moment.ts';

const HEAD = `# Written by \`courant send\` before the first message leaves; keep it with the issue. It tells a store that doesn't know
# a send (another computer, a backup from before) that the issue went out, so that nobody gets it twice.
`;

/** For people to compare with a build; who gets what is the ledger's to know. */
const MOST_EDITIONS = 64;

/**
 * What sent.yaml of an issue's folder says, the oldest send first; nothing where there is none. A file that can't be read is
 * refused: it may say that the issue was sent.
 */
export async function readSentRecord(name: string, records: IssueRecords): Promise<Outcome<readonly SentEntry[]>> {
  return entriesOf(await records.read(name, 'sent.yaml'));
}

/** Notes a live send in the issue's folder; called again for the same send it changes nothing. Once it resolves, it is on the disk. */
export async function recordSent(send: SendRecord, records: IssueRecords): Promise<Outcome<'written' | 'unchanged'>> {
  const { name } = send.issue;
  const problems: Refusal[] = [];
  const change = await records.change(name, 'sent.yaml', (before) => {
    const entries = entriesOf(before);
    if (entries.ok) return withEntry(entries.value, entryOf(send));
    problems.push(entries.refusal);
    return null;
  });
  const [refusal] = problems;
  return refusal === undefined ? changeOutcome(change, `issues/${name}/sent.yaml`) : { ok: false, refusal };
}

function entriesOf(read: Checked<Source | null>): Outcome<readonly SentEntry[]> {
  if (read.value === null) return done([]);
  const file = read.value === undefined ? { ...read, value: undefined } : parse(read.value);
  if (file.value !== undefined) return done(file.value.sends);
  return unreadable(
    'sent-record-unreadable',
    file,
    'Put the file back as it was: it says who has the issue already. Nothing was sent.',
  );
}

function parse(source: Source): Checked<{ readonly sends: readonly SentEntry[] }> {
  const yaml = readYaml(source);
  return yaml.value === undefined ? { ...yaml, value: undefined } : validate(sentFileSchema, yaml.value, 'sent.yaml');
}

function withEntry(entries: readonly SentEntry[], entry: SentEntry): string | null {
  if (entries.some(({ send }) => send === entry.send)) return null;
  return `${HEAD}${writeYaml({ sends: [...entries, entry] })}`;
}

function entryOf(record: SendRecord): SentEntry {
  return {
    send: record.send,
    issue: record.issue.id,
    at: writtenMoment(record.createdAt),
    transport: record.transport,
    correction: record.correction,
    list: record.list,
    ...(record.segment === null ? {} : { segment: record.segment }),
    audience: record.audience,
    planned: record.counts.planned,
    editions: record.editions.slice(0, MOST_EDITIONS).map(({ segment: shown, language, hash }) => ({
      segments: shown === null ? [] : shown.split('+'),
      language,
      hash,
    })),
  };
}
