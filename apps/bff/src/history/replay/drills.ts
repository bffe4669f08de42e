import { randomBytes } from 'node:crypto'
import type { HistoryError } from '../history-routes.ts'
import type { ReplaySource } from './replay-source.ts'
import { createReplayStream, type ReplayStream } from './replay-stream.ts'
import type { ReplayHub } from './replays.ts'

/** A recording, or a simulated day, that is shown on displays in place of their live figures. */
export interface Drill<Hub> {
  readonly id: string
  readonly org: string
  readonly isSimulated: boolean
  /** Who started it. */
  readonly by: string
  /** Epoch milliseconds. */
  readonly since: number
  readonly displayIds: ReadonlySet<string>
  readonly hub: Hub
}

export interface DrillStart {
  readonly org: string
  readonly isSimulated: boolean
  readonly by: string
  readonly displayIds: readonly string[]
  readonly source: ReplaySource
  /** Epoch milliseconds. */
  readonly at: number
  readonly speed: number
  readonly minutes: number
}

export type DrillOutcome =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false
      readonly error:
        HistoryError | { readonly code: 'too-many-replays'; readonly params: { readonly max: number } }
    }

/** Why a drill has ended. */
export type DrillEnd = 'ended' | 'over' | 'stopping'

/** The drills of this server. They are in memory: a restart ends them all. */
export interface Drills<Hub> {
  /** A display that is in another drill moves to this one. */
  readonly start: (drill: DrillStart) => Promise<DrillOutcome>
  /** False when the domain has no such drill. */
  readonly end: (org: string, id: string) => boolean
  readonly ofDisplay: (displayId: string) => Drill<Hub> | undefined
  /** Plays what is due, and ends drills that are over. Called a few times a second. */
  readonly tick: () => void
  readonly close: () => void
}

const minuteMs = 60_000
/** At the end of what it shows a drill stands still for so long before it ends. */
const standsForMs = 10_000

interface RunningDrill<Hub> extends Drill<Hub> {
  readonly source: ReplaySource
  readonly stream: ReplayStream
  /** Milliseconds of the monotonic clock. */
  readonly endsAt: number
  displayIds: ReadonlySet<string>
}

export function createDrills<Hub extends ReplayHub>(deps: {
  readonly createHub: (stream: ReplayStream, isSimulated: boolean) => Hub
  readonly monotonic: () => number
  /** Epoch milliseconds. */
  readonly wall: () => number
  readonly max: number
  /** These displays show the drill from now on. */
  readonly onStarted: (drill: Drill<Hub>) => void
  readonly onEnded: (drill: Drill<Hub>, reason: DrillEnd) => void
  readonly onFailed: (error: unknown) => void
}): Drills<Hub> {
  const { monotonic, max } = deps
  const drills = new Map<string, RunningDrill<Hub>>()

  function end(drill: RunningDrill<Hub>, reason: DrillEnd): void {
    drills.delete(drill.id)
    drill.hub.close('the drill has ended')
    drill.source.close?.()
    deps.onEnded(drill, reason)
  }

  /** The displays leave the drills in which they are. A drill without displays ends. */
  function takeFromOthers(displayIds: readonly string[]): void {
    for (const drill of [...drills.values()]) {
      const left = [...drill.displayIds].filter((id) => !displayIds.includes(id))
      drill.displayIds = new Set(left)
      if (left.length === 0) end(drill, 'ended')
    }
  }

  const isOver = ({ stream, endsAt }: RunningDrill<Hub>): boolean =>
    monotonic() >= endsAt || (stream.isAtEnd() && monotonic() - stream.movedAt() >= standsForMs)

  return {
    async start({ org, by, isSimulated, displayIds, source, at, speed, minutes }) {
      if (drills.size >= max) return { ok: false, error: { code: 'too-many-replays', params: { max } } }
      const id = randomBytes(8).toString('hex')
      const stream = createReplayStream({ id, source, monotonic, onFailed: deps.onFailed })
      const outcome = await stream.restart(at, speed).catch((error: unknown) => {
        source.close?.()
        throw error
      })
      if (!outcome.ok) {
        source.close?.()
        return outcome
      }
      takeFromOthers(displayIds)
      const drill: RunningDrill<Hub> = {
        ...{ id, org, by, isSimulated, source, stream, hub: deps.createHub(stream, isSimulated) },
        ...{ displayIds: new Set(displayIds), since: deps.wall(), endsAt: monotonic() + minutes * minuteMs },
      }
      drills.set(id, drill)
      deps.onStarted(drill)
      return { ok: true, id }
    },
    end(org, id) {
      const drill = drills.get(id)
      if (drill?.org !== org) return false
      end(drill, 'ended')
      return true
    },
    ofDisplay: (displayId) => [...drills.values()].find(({ displayIds }) => displayIds.has(displayId)),
    tick() {
      for (const drill of [...drills.values()])
        if (isOver(drill)) end(drill, 'over')
        else drill.stream.tick()
    },
    close() {
      for (const drill of [...drills.values()]) end(drill, 'stopping')
    },
  }
}
