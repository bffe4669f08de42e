import type { DisplaySummary } from '@wallboard/relay/rest/display-list'

/** `awaited`: it was just paired, and the server gives it some time to connect. */
export type ShownHealth = DisplaySummary['health'] | 'awaited'

/** The health of a display as people are shown it: one that has never connected is not healthy yet. */
export const shownHealth = ({
  health,
  lastSeenAt,
}: Pick<DisplaySummary, 'health' | 'lastSeenAt'>): ShownHealth =>
  health === 'healthy' && lastSeenAt === null ? 'awaited' : health
