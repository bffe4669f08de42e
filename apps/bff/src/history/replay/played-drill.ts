import { randomBytes } from 'node:crypto'
import type { Drill } from './drill-record.ts'
import { stepEveryMs } from './replay-run.ts'
import type { ReplaySource, StartOutcome } from './replay-source.ts'
import { createReplayStream, type ReplayStream } from './replay-stream.ts'
import type { ReplayHub } from './replays.ts'

/** A drill that this node plays. */
export interface PlayedDrill<Hub> {
  readonly hub: Hub
  readonly tick: () => void
  /** What it shows has ended, and has stood still for a time. */
  readonly isOver: () => boolean
  readonly close: (reason: string) => void
}

/** At the end of what it shows, a drill stands still for this time before it ends. */
const standsForMs = 10_000

/** The instant that a drill shows at `now`, in whole steps. */
const positionOf = ({ at, since, speed }: Drill, now: number): number =>
  at + Math.max(0, Math.floor((now - since) / stepEveryMs)) * stepEveryMs * speed

/** Plays a drill from the position that it has now. */
export async function playDrill<Hub extends ReplayHub>(
  drill: Drill,
  deps: {
    readonly createSource: (drill: Drill) => ReplaySource
    readonly createHub: (stream: ReplayStream, drill: Drill) => Hub
    /** Milliseconds. */
    readonly monotonic: () => number
    /** Epoch milliseconds of the clock that all nodes share. */
    readonly now: () => number
    readonly onFailed: (error: unknown) => void
  },
): Promise<
  { readonly ok: true; readonly played: PlayedDrill<Hub> } | Extract<StartOutcome, { readonly ok: false }>
> {
  const { monotonic } = deps
  const source = deps.createSource(drill)
  // Positions in one epoch are those of one stream: a display that moves to another node gets a snapshot.
  const id = `${drill.id}.${randomBytes(4).toString('hex')}`
  const stream = createReplayStream({ id, source, monotonic, onFailed: deps.onFailed })
  const outcome = await stream.restart(positionOf(drill, deps.now()), drill.speed).catch((error: unknown) => {
    source.close?.()
    throw error
  })
  if (!outcome.ok) {
    source.close?.()
    return outcome
  }
  const hub = deps.createHub(stream, drill)
  return {
    ok: true,
    played: {
      hub,
      tick: stream.tick,
      isOver: () => stream.isAtEnd() && monotonic() - stream.movedAt() >= standsForMs,
      close(reason) {
        hub.close(reason)
        source.close?.()
      },
    },
  }
}
