const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;

/** A moment as systems write it in their exports, in milliseconds since 1970; in UTC where it says no zone. Else null. */
export function parseConsentTime(text: string): number | null {
  const [, day, time = '00:00', zone = 'Z'] = MOMENT.exec(text.trim()) ?? [];
  if (day === undefined) return null;
  const [hours = '', minutes = '00'] = /^[+-]/.test(zone)
    ? [zone.slice(0, 3), zone.replace(':', '').slice(3) || '00']
    : [];
  const instant = Date.parse(
    `${day}T${time.replace(/(\.\d{3})\d+$/, '$1')}${hours === '' ? 'Z' : `${hours}:${minutes}`}`,
  );
  if (Number.isNaN(instant)) return null;
  // 30 February is the 2nd of March to Date.parse, and a slip to everybody else.
  return new Date(Date.parse(`${day}T00:00Z`)).toISOString().startsWith(day) ? instant : null;
}
