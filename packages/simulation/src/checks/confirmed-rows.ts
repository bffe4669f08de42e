import { currentWaitMs } from '@wallboard/statistics'
import { canonicalRows, queueSource, totalsId, type Source } from '../five9/rows.ts'
import type { Screen } from '../screen/screen.ts'
import type { WorldParts } from '../world-parts.ts'
import type { Disturbances } from './disturbances.ts'
import type { ScreenRecord } from './screen-records.ts'
import type { TruthRecord } from './truth-record.ts'

/** Two messages of one write are read one after the other. */
const falseForMs = 50
const waitToleranceMs = 3_000
/** The longest time that a frame of Five9 takes on an undisturbed path. */
const latencyMs = 20

/** Compares the rows that screens show as confirmed with what Five9 has reported. */
export interface ConfirmedRows {
  /**
   * @param claimed the sources whose figures the screen shows as confirmed
   * @param confirmedAt true time up to which the link confirms them
   * @returns what is false; undefined while nothing is, or has been for too short a time
   */
  readonly problem: (
    screen: Screen,
    record: ScreenRecord,
    claimed: readonly Source[],
    confirmedAt: number,
  ) => string | undefined
}

/** @param slackMs delays of the network, the pace of flushes and ticks */
export function createConfirmedRows(
  world: WorldParts,
  truth: TruthRecord,
  disturbances: Disturbances,
  slackMs: number,
): ConfirmedRows {
  const { now } = world.runtime
  /** The longest time for which frames are held up on the way to the server. */
  const maxHeldMs = Math.max(
    0,
    ...world.plan.faults.flatMap(({ kind, size }) => (kind === 'upstream-held' ? [size] : [])),
  )

  function canonicalOf(screen: Screen, record: ScreenRecord, source: Source): string {
    const known = record.canonical.get(source)
    if (known !== undefined) return known
    const canonical = canonicalRows(source, screen.rows(source))
    record.canonical.set(source, canonical)
    return canonical
  }

  function waitProblem(screen: Screen): string | undefined {
    if (disturbances.isClockUnknown()) return undefined
    const { now: screenNow } = screen.page().statistics.status.getState()
    for (const row of screen.shownQueues()) {
      const since = world.domain.waitsSince(row.id)
      const shown = currentWaitMs(row, screenNow)
      if (since === undefined || shown === undefined || row.id === totalsId) continue
      const error = shown - (now() - since)
      if (Math.abs(error) > waitToleranceMs + maxHeldMs)
        return `screen ${screen.index} shows a wait of ${shown} ms in queue ${row.id}, off by ${error} ms`
    }
    return undefined
  }

  function sourceProblem(
    screen: Screen,
    record: ScreenRecord,
    source: Source,
    confirmedAt: number,
  ): string | undefined {
    const shown = canonicalOf(screen, record, source)
    const queues = source === queueSource ? screen.choice() : undefined
    const until = truth.trueUntil(source, queues, shown)
    if (until !== undefined && until >= confirmedAt - slackMs - maxHeldMs) {
      const isCurrent = until === Infinity && confirmedAt >= truth.reportedAt(source) - latencyMs
      return source === queueSource && isCurrent ? waitProblem(screen) : undefined
    }
    const ended = until === undefined ? 'was never true' : `was true until ${now() - until} ms ago`
    return `screen ${screen.index} shows ${source} as confirmed ${now() - confirmedAt} ms ago, but it ${ended}:\n${shown}\nFive9 reported\n${truth.current(source, queues)}`
  }

  return {
    problem(screen, record, claimed, confirmedAt) {
      for (const source of claimed) {
        const problem = sourceProblem(screen, record, source, confirmedAt)
        if (problem === undefined) continue
        record.falseSince ??= now()
        return now() - record.falseSince > falseForMs ? problem : undefined
      }
      record.falseSince = undefined
      return undefined
    },
  }
}
