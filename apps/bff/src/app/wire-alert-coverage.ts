import type { AlertHistoryDeps } from '../alerts/history-routes.ts'
import type { Feeds } from '../upstream/feeds.ts'
import { recordingOf } from './person-recording.ts'
import type { HistoryParts } from './wire-history.ts'

const maxCoverageMs = 8 * 86_400_000

/** When the data sources of a person's recording were live, for the page of a shift. A longer span has no gaps listed. */
export const wireAlertCoverage =
  (deps: {
    readonly history: Pick<HistoryParts, 'reader'> | undefined
    readonly feeds: Pick<Feeds, 'serviceFeed'>
  }): AlertHistoryDeps['alertCoverage'] =>
  async (person, from, to) => {
    if (deps.history === undefined || to - from > maxCoverageMs) return []
    const { name, isPersonal } = recordingOf(person, deps.feeds.serviceFeed())
    const { sources } = await deps.history.reader.coverage({ name, isPersonal, from, to })
    return sources
  }
