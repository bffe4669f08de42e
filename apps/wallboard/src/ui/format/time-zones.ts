declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the way to add to a namespace of the language
  namespace Intl {
    /** Missing before Chromium 99. */
    const supportedValuesOf: ((key: 'timeZone') => string[]) | undefined
  }
}

/** Names of zones to choose from; of a browser that does not tell them its own and UTC. */
export const knownTimeZones = (): readonly string[] =>
  Intl.supportedValuesOf?.('timeZone') ?? [new Intl.DateTimeFormat().resolvedOptions().timeZone, 'UTC']
