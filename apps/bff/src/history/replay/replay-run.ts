import type { Link } from '@wallboard/relay'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { createChangeMerger, createStatistics, type Change, type Statistics } from '@wallboard/statistics'
import type { RecordedStep } from '../reading/read-steps.ts'
import type { RecordedNames } from '../recording/recorded-names.ts'
import { linkAt, spansFrom } from './replay-link.ts'
import type { ReplaySource, ReplayStart } from './replay-source.ts'

/** The time between two steps: clients are sent each step in one frame. */
export const stepEveryMs = 250
/** What is read at once: at least this much of the past, and at least as much as is played in this many seconds. */
const minPartMs = 10_000
const partSeconds = 2
/** After the end of the recording, or a failure. The recorder writes every ten seconds. */
const retryAfterMs = 5_000

/** What the steps of one tick changed. */
export interface PlayedSteps {
  readonly changes: readonly Change[]
  readonly hasNewNames: boolean
}

/** A replay from one start to the next. Its instants are epoch milliseconds. */
export interface ReplayRun {
  readonly epoch: string
  readonly speed: number
  readonly statistics: Statistics
  readonly at: () => number
  readonly names: () => RecordedNames
  /** The same object until the next step. */
  readonly link: () => Link
  /** Everything that is recorded was played. It goes on when more is recorded. */
  readonly isAtEnd: () => boolean
  /** Plays the steps that are due and read; undefined when there is none. */
  readonly play: () => PlayedSteps | undefined
  /** Reads ahead, two parts at most. */
  readonly readAhead: () => void
}

/**
 * Plays a source in steps. Where the reader is slow, the clock of the replay waits for it.
 * @param deps.speed seconds of the past in a second
 */
export function createReplayRun(deps: {
  readonly epoch: string
  readonly source: ReplaySource
  readonly from: number
  readonly speed: number
  readonly start: ReplayStart
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: () => number
  readonly onFailed: (error: unknown) => void
}): ReplayRun {
  const { source, from, speed, monotonic, epoch } = deps
  const stepMs = speed * stepEveryMs
  const partMs = Math.ceil(Math.max(minPartMs, speed * partSeconds * 1_000) / stepMs) * stepMs
  const statistics = createStatistics()
  statistics.applyFull(deps.start.rows)
  let { names } = deps.start
  let coverage: ReadonlyMap<string, readonly CoverageSpan[]> = spansFrom(from, new Map(), deps.start.coverage)
  let at = from
  let link = linkAt({ at, startedAt: from, coverage, names })
  let steps: readonly RecordedStep[] = []
  let pendingNames: { readonly at: number; readonly names: RecordedNames } | undefined
  let readUntil = from
  /** When step 0 was due; later by each wait for the reader. */
  let dueFrom = monotonic()
  let stepCount = 0
  let isReading = false
  let hasReadAll = false
  let retryAt = -Infinity

  function playSteps(dueSteps: number): readonly Change[] {
    const merger = createChangeMerger()
    const due = Math.min(dueSteps - stepCount, Math.floor((readUntil - at) / stepMs))
    stepCount += due
    at += due * stepMs
    const happened = steps.filter((step) => step.at <= at)
    steps = steps.slice(happened.length)
    for (const { full, changes } of happened) {
      merger.add(statistics.applyFull(full))
      merger.add(statistics.applyChanges(changes))
    }
    return merger.take()
  }

  function applyNames(): boolean {
    if (pendingNames === undefined || pendingNames.at > at) return false
    names = pendingNames.names
    pendingNames = undefined
    return true
  }

  async function readPart(): Promise<void> {
    const read = await source.steps({ from: readUntil, to: readUntil + partMs, stepMs })
    hasReadAll = read === undefined || read.to <= readUntil
    if (read === undefined || hasReadAll) {
      retryAt = monotonic() + retryAfterMs
      return
    }
    readUntil = read.to
    steps = [...steps, ...read.steps]
    coverage = spansFrom(at, coverage, read.coverage)
    pendingNames = read.names ?? pendingNames
  }

  return {
    ...{ epoch, speed, statistics },
    at: () => at,
    names: () => names,
    link: () => link,
    isAtEnd: () => hasReadAll && at + stepMs > readUntil,
    play() {
      const dueSteps = Math.floor((monotonic() - dueFrom) / stepEveryMs)
      const before = stepCount
      const changes = playSteps(dueSteps)
      // Steps that are not read yet are played later, and not all at once.
      dueFrom += (dueSteps - stepCount) * stepEveryMs
      if (stepCount === before) return undefined
      const hasNewNames = applyNames()
      link = linkAt({ at, startedAt: from, coverage, names })
      return { changes, hasNewNames }
    },
    readAhead() {
      if (isReading || readUntil - at >= partMs || monotonic() < retryAt) return
      isReading = true
      readPart()
        .catch((error: unknown) => {
          retryAt = monotonic() + retryAfterMs
          deps.onFailed(error)
        })
        .finally(() => {
          isReading = false
        })
    },
  }
}
