declare global {
  // oxlint-disable-next-line typescript/no-namespace -- the only way to extend a namespace of the standard library
  namespace Intl {
    /** Missing before Chromium 99. */
    const supportedValuesOf: ((key: 'timeZone') => string[]) | undefined
  }
}

/** Names of time zones to choose from; the browser's own and UTC where the browser has no list. */
export const knownTimeZones = (): readonly string[] =>
  Intl.supportedValuesOf?.('timeZone') ?? [new Intl.DateTimeFormat().resolvedOptions().timeZone, 'UTC']
