import type { FieldValue, SuppressionReason } from './subscriber.ts';

/** One row of an export. */
export interface ExportRow {
  readonly address: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly lists: readonly string[];
  readonly state: 'subscribed' | SuppressionReason;
  readonly consent: { readonly how: string; readonly at: number | null; readonly from: string | null } | null;
}

const BUILT_IN = ['language', 'time_zone'] as const;

/** The first line of an export: RFC 4180, CRLF. */
export function exportHeader(fields: readonly string[]): string {
  return line(['email', 'list', ...columnsOf(fields), 'subscription', 'consent', 'consent_at', 'consent_from']);
}

/** Values are exact: nothing is put in front of `=` or `+`, which an import would take for a part of the value. */
export function exportRow({ address, fields, lists, state, consent }: ExportRow, declared: readonly string[]): string {
  const values = columnsOf(declared).map((name) => (Object.hasOwn(fields, name) ? String(fields[name]) : ''));
  const at = consent?.at ?? null;
  const moment = at === null ? '' : new Date(at).toISOString();
  return line([address, lists.join(','), ...values, WORDS[state], consent?.how ?? '', moment, consent?.from ?? '']);
}

const WORDS: Readonly<Record<ExportRow['state'], string>> = {
  subscribed: 'subscribed',
  unsubscribe: 'unsubscribed',
  bounce: 'bounced',
  complaint: 'complained',
  manual: 'suppressed',
};

function columnsOf(fields: readonly string[]): readonly string[] {
  return [...new Set([...fields, ...BUILT_IN])];
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => (/["\r\n,;\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
