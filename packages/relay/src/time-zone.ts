/** Whether this program knows the zone. Asking loads a browser's tables of time zones: not before the first figure. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false // Intl throws for a zone that it does not know
  }
}
