/** A moment as files keep it: `2026-11-24T06:12:03Z`. */
export function writtenMoment(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The same for people: `2026-11-24 06:12 UTC`. */
export function shownMoment(written: string): string {
  return written.replace('T', ' ').replace(/:\d\dZ$/, ' UTC');
}
