/**
 * A date of a front matter, read in the publication's time zone. A plain day (`2026-11-24`) is midnight of that
 * day in the zone; a date with a time and no offset is local time in the zone.
 */
export interface PublicationDate {
  /** As written. */
  readonly text: string;
  readonly kind: 'day' | 'time';
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly instant: number;
  /** IANA zone in which it was read and is shown. */
  readonly timeZone: string;
}
