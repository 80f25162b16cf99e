import { type Form, formBytes, formList, formText } from './form.ts';
import type { Refusal, Settings } from './options.ts';
import { fromAddress, messageRefusal } from './raw-message.ts';
import type { Submission } from './truth.ts';

type Read =
  | { readonly kind: 'submission'; readonly submission: Submission }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

type Result<Value> = Value | { readonly refusal: Refusal };

const MAX_RECIPIENTS = 50;
const MAX_TAG = 256;

/** Of bytes to the characters that carry them: base64's 4 to 3, and two in 64 of its characters escaped as three. */
const BYTES_PER_CHARACTER = 0.7059;

/**
 * What SendRawEmail would hand on, or why SES refuses it. Recipients must stand in Destinations: the stand-in doesn't
 * read them off the headers as SES does where there are none.
 */
export function readSendRawEmail(form: Form, settings: Settings, at: number): Read {
  const recipients = formList(form, 'Destinations').map(bareAddress);
  const tags = tagsOf(form);
  const configurationSet = formText(form, 'ConfigurationSetName') ?? '';
  const refusal =
    pausedRefusal(settings) ??
    tagsRefusal(tags) ??
    configurationSetRefusal(configurationSet, settings) ??
    recipientsRefusal(recipients, settings);
  if (refusal !== null) return { kind: 'refusal', refusal };
  const message = readMessage(form, settings);
  if ('refusal' in message) return { kind: 'refusal', refusal: message.refusal };
  return { kind: 'submission', submission: { recipients, tags, configurationSet, at, ...message } };
}

function readMessage(form: Form, settings: Settings): Result<Pick<Submission, 'bytes' | 'raw' | 'source'>> {
  const source = bareAddress(formText(form, 'Source') ?? '');
  if (settings.checkMessages === 'none') {
    const bytes = Math.round((form.get('RawMessage.Data')?.length ?? 0) * BYTES_PER_CHARACTER);
    return { bytes, raw: null, source };
  }
  const raw = formBytes(form, 'RawMessage.Data');
  if (raw === null) return { refusal: invalid('RawMessage.Data is not valid base64.') };
  const refusal = messageRefusal(raw) ?? senderRefusal(fromAddress(raw), settings);
  if (refusal !== null) return { refusal };
  return { bytes: raw.length, raw: settings.keepRaw ? raw : null, source: source === '' ? fromAddress(raw) : source };
}

function tagsOf(form: Form): readonly string[] {
  const tags: string[] = [];
  for (let number = 1; form.has(`Tags.member.${number}.Name`); number += 1) {
    tags.push(formText(form, `Tags.member.${number}.Name`) ?? '', formText(form, `Tags.member.${number}.Value`) ?? '');
  }
  return tags;
}

function pausedRefusal({ sendingEnabled }: Settings): Refusal | null {
  if (sendingEnabled) return null;
  const message =
    'Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.';
  return { code: 'AccountSendingPausedException', message };
}

function tagsRefusal(tags: readonly string[]): Refusal | null {
  const wrong = tags.find((text) => !/^[A-Za-z0-9_-]+$/.test(text) || text.length > MAX_TAG);
  if (wrong === undefined) return null;
  return invalid(`Invalid tag <${wrong}>: only alphanumeric ASCII characters, '_', and '-' are allowed, 256 of them.`);
}

function configurationSetRefusal(name: string, { account }: Settings): Refusal | null {
  if (name === '' || account.configurationSets === undefined) return null;
  const message = `Configuration set <${name}> does not exist.`;
  if (!Object.hasOwn(account.configurationSets, name)) return { code: 'ConfigurationSetDoesNotExist', message };
  if (account.configurationSets[name]?.sendingEnabled !== false) return null;
  return { code: 'ConfigurationSetSendingPausedException', message: `Configuration set <${name}> is paused.` };
}

function recipientsRefusal(recipients: readonly string[], { rejectRecipient }: Settings): Refusal | null {
  if (recipients.length === 0)
    return invalid('The stand-in takes recipients from Destinations only, and there are none.');
  if (recipients.length > MAX_RECIPIENTS) return invalid(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  for (const address of recipients) {
    const refusal =
      addressRefusal(address) ?? told(rejectRecipient, address) ?? told(rejectRecipient, domainOf(address));
    if (refusal !== null) return refusal;
  }
  return null;
}

function addressRefusal(address: string): Refusal | null {
  const at = address.lastIndexOf('@');
  if (at <= 0 || at === address.length - 1) return invalid("Missing final '@domain'");
  if (!/^[!-~]+$/.test(address.slice(0, at))) return invalid('Local address contains control, whitespace or non-ASCII');
  return /^[a-z0-9.-]+$/.test(address.slice(at + 1)) ? null : invalid('Domain contains illegal character');
}

function senderRefusal(from: string, { account, region }: Settings): Refusal | null {
  if (account.identities === undefined) return null;
  const names = [from, domainOf(from).slice(1)];
  if (names.some((name) => account.identities?.[name] === 'Success')) return null;
  const failed = `The following identities failed the check in region ${region.toUpperCase()}: ${from}`;
  return { code: 'MessageRejected', message: `Email address is not verified. ${failed}` };
}

function told(list: Readonly<Record<string, Refusal>>, key: string): Refusal | null {
  return (Object.hasOwn(list, key) ? list[key] : null) ?? null;
}

/** With its @, as `rejectRecipient` has it. */
function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@'));
}

function bareAddress(address: string): string {
  return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}

function invalid(message: string): Refusal {
  return { code: 'InvalidParameterValue', message };
}
