import { CATALOGUE, isDiagnosticCode } from '../diagnostic/catalogue.ts';
import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { parseMailbox } from '../mail/address.ts';
import { isTimeZone } from '../mail/time-zone.ts';
import { parseDate } from './date.ts';
import { languageHint, languageTag } from './language.ts';
import { MOST_GUESSES, nearest } from './nearest.ts';
import type { PublicationFile } from './schema/publication.ts';
import type { YamlDocument } from './yaml-document.ts';

/** courant.yaml with those of its keys that have the right form. */
export interface Settings {
  readonly document: YamlDocument;
  readonly fields: Partial<PublicationFile>;
}

/** What a schema can't say of the settings of a publication, each on its own. */
export function checkSettings(settings: Settings): readonly Diagnostic[] {
  return [
    ...checkTimeZone(settings),
    ...checkLanguage(settings),
    ...checkMailbox('from', settings),
    ...checkMailbox('replyTo', settings),
    ...checkSeverities(settings),
    ...checkRampUp(settings),
  ];
}

function checkTimeZone({ document, fields }: Settings): readonly Diagnostic[] {
  const zone = fields.timeZone;
  if (zone === undefined || isTimeZone(zone)) return [];
  const meant = nearestZone(zone);
  return [
    diagnose('publication/time-zone', document.spanOf(['timeZone']), {
      message: `there is no time zone \`${zone.slice(0, 60)}\``,
      hint: meant ? `did you mean \`${meant}\`?` : 'write region and city, such as `Europe/Lisbon`',
    }),
  ];
}

function nearestZone(name: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const city = name.trim().replaceAll(' ', '_').toLowerCase();
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? nearest(name, zones);
}

function checkLanguage({ document, fields }: Settings): readonly Diagnostic[] {
  const { language } = fields;
  if (language === undefined || languageTag(language) !== null) return [];
  const span = document.spanOf(['language']);
  return [
    diagnose('publication/language', span, { message: 'this is not a language tag', hint: languageHint(language) }),
  ];
}

function checkMailbox(key: 'from' | 'replyTo', { document, fields }: Settings): readonly Diagnostic[] {
  const written = fields[key];
  const parsed = written === undefined ? undefined : parseMailbox(written);
  if (parsed === undefined || parsed.ok) return [];
  return [
    diagnose('publication/mailbox', document.spanOf([key]), {
      message: `\`${key}\` must be one mail address, with or without a name: ${parsed.reason}`,
      hint: 'write it like `The Harbour Daily <daily@example.org>`; a name with a comma goes into quotes',
    }),
  ];
}

function checkSeverities({ document, fields }: Settings): readonly Diagnostic[] {
  const codes = Object.keys(fields.checks?.severity ?? {});
  return codes
    .filter((code) => !isDiagnosticCode(code))
    .map((code, index) => {
      const meant = index < MOST_GUESSES ? nearest(code, Object.keys(CATALOGUE)) : undefined;
      return diagnose('publication/code-unknown', document.keySpanOf(['checks', 'severity', code]), {
        message: `there is no diagnostic \`${code.slice(0, 60)}\``,
        hint: meant ? `did you mean \`${meant}\`?` : 'copy the code from between the brackets of a diagnostic',
      });
    });
}

function checkRampUp({ document, fields }: Settings): readonly Diagnostic[] {
  const from = fields.ses?.rampUp?.from;
  if (from === undefined || parseDate(from, 'UTC')?.kind === 'day') return [];
  return [
    diagnose('field/value', document.spanOf(['ses', 'rampUp', 'from']), {
      message: '`ses.rampUp.from` must be a day of the calendar',
      hint: 'write it like `2026-11-01`',
    }),
  ];
}
