import { noDirectory, type Clocks, type Link } from '@wallboard/relay'
import type { Stream, StreamNotice } from '../../upstream/stream.ts'
import { linkAt } from './replay-link.ts'
import { createReplayRun, type PlayedSteps, type ReplayRun } from './replay-run.ts'
import type { ReplaySource, StartOutcome } from './replay-source.ts'

/** A stream of the past. Its instants are epoch milliseconds; its clocks stand still between two steps. */
export interface ReplayStream extends Stream {
  readonly clocks: Clocks
  /**
   * Plays from an instant on, with a new epoch. When nothing is recorded there, it goes on as it was.
   * @param speed seconds of the past in a second
   */
  readonly restart: (at: number, speed: number) => Promise<StartOutcome>
  /** Emits the steps that are due, and reads ahead. Called a few times a second. */
  readonly tick: () => void
  readonly speed: () => number
  /** Everything that is recorded was played. It goes on when more is recorded. */
  readonly isAtEnd: () => boolean
  /** When a step was last played, by the monotonic clock. */
  readonly movedAt: () => number
}

/** Lists of thousands of ids are compared once a second. */
const outdatedEveryTicks = 4

/** Before the first start. No client has joined yet. */
const noLink: Link = linkAt({ at: 0, startedAt: 0, coverage: new Map(), names: undefined })

/** A replay as a stream for a hub: the same notices as those of a feed, and `restarted`. */
export function createReplayStream(deps: {
  readonly id: string
  readonly source: ReplaySource
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: () => number
  /** Reading ahead failed; it is tried again. */
  readonly onFailed: (error: unknown) => void
}): ReplayStream {
  const { id, source, monotonic, onFailed } = deps
  const listeners = new Set<(notice: StreamNotice) => void>()
  let run: ReplayRun | undefined
  let runs = 0
  let requests = 0
  let seq = 0
  let movedAt = monotonic()
  let ticks = 0
  let isRestarting = false
  const at = () => run?.at() ?? 0

  /** Starts again where it is, when what its viewers may see has changed; until then nothing is played. */
  function restartOutdated(): boolean {
    ticks += 1
    if (run === undefined || isRestarting) return isRestarting
    if (ticks % outdatedEveryTicks !== 0 || source.isOutdated?.() !== true) return false
    isRestarting = true
    stream
      .restart(at(), run.speed)
      .catch(onFailed)
      .finally(() => {
        isRestarting = false
      })
    return true
  }

  function emit(notice: StreamNotice): void {
    for (const listener of [...listeners]) listener(notice)
  }

  /** The link comes last: it carries the instant of the step. */
  function emitSteps(current: ReplayRun, { changes, hasNewNames }: PlayedSteps): void {
    movedAt = monotonic()
    if (changes.length > 0 || hasNewNames) {
      seq += 1
      const queues = hasNewNames ? { queues: current.names().queues } : {}
      emit({ type: 'changes', seq, asOf: current.at(), changes, ...queues })
    }
    if (hasNewNames) {
      seq += 1
      emit({ type: 'directory' })
    }
    emit({ type: 'link', link: current.link() })
  }

  const stream: ReplayStream = {
    get epoch() {
      return run?.epoch ?? `replay.${id}`
    },
    clocks: { monotonic: at, wall: at },
    seq: () => seq,
    asOf: at,
    link: () => run?.link() ?? noLink,
    queues: () => run?.names().queues ?? [],
    directory: () => run?.names().directory ?? noDirectory,
    full: (dataSources) => run?.statistics.full(dataSources) ?? [],
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async restart(from, speed) {
      requests += 1
      const request = requests
      const outcome = await source.start(from)
      if (!outcome.ok || request !== requests) return outcome // of two requests the later one counts
      runs += 1
      seq += 1
      movedAt = monotonic()
      const epoch = `replay.${id}.${runs}`
      run = createReplayRun({ epoch, source, from, speed, start: outcome.start, monotonic, onFailed })
      run.readAhead()
      emit({ type: 'restarted' })
      return outcome
    },
    tick() {
      if (restartOutdated()) return
      const played = run?.play()
      if (run !== undefined && played !== undefined) emitSteps(run, played)
      run?.readAhead()
    },
    speed: () => run?.speed ?? 1,
    isAtEnd: () => run?.isAtEnd() ?? false,
    movedAt: () => movedAt,
  }
  return stream
}
