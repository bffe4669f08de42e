import type { Clocks } from '@wallboard/relay'
import { createBandEdges } from '../alerts/band-edges.ts'
import type { Measurement } from '../alerts/measure.ts'
import { createSilenceForecasts } from '../alerts/silence-forecasts.ts'
import type { HistoryParts } from './wire-history.ts'
import type { DayRule } from '@wallboard/history'

/** What rules compare with of the past: bands, and the calls that are due. */
export function createPastFigures(deps: {
  readonly clocks: Clocks
  readonly dayRule: DayRule
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly markedDates: (org: string) => Promise<readonly string[]>
  readonly serviceAccount: () => string | undefined
  readonly logError: (error: unknown) => void
}) {
  const { clocks, history, logError, serviceAccount } = deps

  const recordingOf = (org: string, username: string) => ({
    ...{ name: { org, username }, isPersonal: username !== serviceAccount() },
  })

  function bandEdgeOf(org: string, username: string): Measurement['bandEdge'] {
    if (history === undefined) return () => null
    const recording = recordingOf(org, username)
    return createBandEdges({
      ...{ dayRule: deps.dayRule, wall: clocks.wall, logError },
      read: async (subject) =>
        history.reader.band({ ...recording, ...subject, holidays: await deps.markedDates(org) }),
    })
  }

  function silentFromOf(org: string, username: string): Measurement['silentFrom'] {
    if (history === undefined) return () => undefined
    const { dayRule } = deps
    const recording = { ...recordingOf(org, username), dayRule, campaignIds: null }
    return createSilenceForecasts({
      ...{ dayRule, clocks, logError },
      read: async (day) =>
        history.reader.callForecasts({ ...recording, day, holidays: await deps.markedDates(org) }),
    })
  }

  return { bandEdgeOf, silentFromOf }
}
