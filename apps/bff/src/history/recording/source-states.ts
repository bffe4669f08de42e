import type { SourceState } from '@wallboard/history'
import type { GapKind } from '@wallboard/relay/coverage'
import type { Link } from '@wallboard/relay'

/** Codes of reasons with which Five9 or a person ended the session on purpose. */
const takenOver: ReadonlySet<string> = new Set(['evicted', 'duplicate-login', 'duplicate-connection'])

function gapOf({ state, reason }: Link): GapKind {
  switch (state) {
    case 'up':
      return 'unconfirmed'
    case 'migrating':
      return 'migrating'
    case 'ended':
      return reason !== null && takenOver.has(reason.code) ? 'evicted' : 'link-down'
    case 'connecting':
    case 'down':
      return 'link-down'
  }
}

/**
 * Which data sources a link confirms, and why it does not confirm the others.
 *
 * @param known all data sources that the feed has
 * @param recordingInstant turns an instant of the monotonic clock into one of the recording clock
 */
export function sourceStates(
  link: Link,
  known: Iterable<string>,
  recordingInstant: (at: number) => number,
): Map<string, SourceState> {
  const unconfirmed = new Set(link.unconfirmed.map(({ dataSource }) => dataSource))
  const states = new Map<string, SourceState>()
  for (const dataSource of new Set([...known, ...unconfirmed])) {
    const confirmedAt = link.state === 'up' && !unconfirmed.has(dataSource) ? link.confirmedAt : null
    states.set(
      dataSource,
      confirmedAt === null
        ? { gap: gapOf(link), since: recordingInstant(link.since) }
        : { confirmedAt: recordingInstant(confirmedAt) },
    )
  }
  return states
}
