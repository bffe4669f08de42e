import { randomBytes } from 'node:crypto'
import type { HistoryError } from '../history-routes.ts'
import { createDrillCopies, type DrillRecords } from './drill-copies.ts'
import { drillsByDisplay, type Drill, type DrillPlan } from './drill-record.ts'
import { playDrill, type PlayedDrill } from './played-drill.ts'
import type { ReplaySource } from './replay-source.ts'
import type { ReplayStream } from './replay-stream.ts'
import type { ReplayHub } from './replays.ts'

export interface DrillStart {
  readonly org: string
  readonly by: string
  readonly displayIds: readonly string[]
  readonly plan: DrillPlan
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

/** Why a drill has ended. `node-stopped`: the node that started it has stopped, or is cut off from the cluster. */
export type DrillEnd = 'ended' | 'over' | 'stopping' | 'node-stopped'

/** The sentences that clients are closed with. */
const endReasons: Readonly<Record<DrillEnd, string>> = {
  ended: 'the drill has ended',
  over: 'the drill is over',
  stopping: 'the drill has ended: the server is stopping',
  'node-stopped': 'the drill has ended: the server that started it has stopped',
}

/** The result of a request to end a drill. `elsewhere`: the node that started it has to end it. */
export type EndOutcome =
  { readonly type: 'ended' | 'unknown' } | { readonly type: 'elsewhere'; readonly node: string }

/**
 * The drills of all nodes. The node that started a drill decides when it ends; other nodes play the same, from the same
 * position, for the displays that are connected to them. Drills are in memory: each ends with its node.
 */
export interface Drills<Hub> {
  /** A display that is in another drill moves to this one. */
  readonly start: (drill: DrillStart) => Promise<DrillOutcome>
  readonly end: (org: string, id: string) => EndOutcome
  /** The drill that a display shows, on whichever node. */
  readonly ofDisplay: (displayId: string) => Drill | undefined
  /** The hub of that drill on this node. Undefined when the display shows live figures, or the drill cannot be read here. */
  readonly join: (displayId: string) => Promise<Hub | undefined>
  /** The drills that this node has started and that have not ended. */
  readonly ownCount: () => number
  /** Plays what is due, and ends drills that are over. Called a few times a second while there is one. */
  readonly tick: () => void
  readonly close: () => void
}

const minuteMs = 60_000

interface OwnDrill<Hub> {
  drill: Drill
  /** Milliseconds of the monotonic clock. */
  readonly endsAt: number
  readonly played: PlayedDrill<Hub>
}

export interface DrillsDeps<Hub> {
  readonly createSource: (drill: Drill) => ReplaySource
  readonly createHub: (stream: ReplayStream, drill: Drill) => Hub
  /** Milliseconds. */
  readonly monotonic: () => number
  /** Epoch milliseconds of the clock that all nodes share. */
  readonly now: () => number
  readonly max: number
  /** Undefined for a server with one node. */
  readonly records?: DrillRecords | undefined
  /** A drill of this node has started. */
  readonly onStarted: (drill: Drill) => void
  /** A drill of this node has ended, or one of a node that has stopped. */
  readonly onEnded: (drill: Drill, reason: DrillEnd) => void
  /** These displays show another drill than before: their connections to this node have to end. */
  readonly onShown: (displayIds: readonly string[]) => void
  readonly onFailed: (error: unknown) => void
}

export function createDrills<Hub extends ReplayHub>(deps: DrillsDeps<Hub>): Drills<Hub> {
  const { monotonic, now, max, records } = deps
  const own = new Map<string, OwnDrill<Hub>>()
  const copies = createDrillCopies<Hub>({
    ...{ records, now, onFailed: deps.onFailed },
    async start(drill) {
      const outcome = await playDrill(drill, deps)
      return outcome.ok ? outcome.played : undefined
    },
    reasonOf: (hasNodeStopped) => endReasons[hasNodeStopped ? 'node-stopped' : 'ended'],
    onNodeStopped: (drill) => {
      deps.onEnded(drill, 'node-stopped')
    },
  })
  let shown: ReadonlyMap<string, Drill> = new Map()
  /** Places that are taken by drills that start. */
  let starting = 0

  function share({ id, ...record }: Drill): void {
    records?.set(id, record)
  }

  function endOwn(id: string, reason: DrillEnd): void {
    const entry = own.get(id)
    if (entry === undefined) return
    own.delete(id)
    records?.remove(id)
    entry.played.close(endReasons[reason])
    deps.onEnded(entry.drill, reason)
  }

  /** Displays leave a drill for one that was started later. A drill without displays ends. */
  function leaveOlderDrills(): void {
    for (const entry of [...own.values()]) {
      const { drill } = entry
      const displayIds = drill.displayIds.filter((id) => shown.get(id)?.id === drill.id)
      if (displayIds.length === drill.displayIds.length) continue
      entry.drill = { ...drill, displayIds }
      if (displayIds.length === 0) endOwn(drill.id, 'ended')
      else share(entry.drill)
    }
  }

  /** Applies that drills have started or ended, here or on other nodes. */
  function changed(): void {
    const shownBefore = shown
    copies.refresh()
    shown = drillsByDisplay([...copies.drills().values(), ...Array.from(own.values(), ({ drill }) => drill)])
    leaveOlderDrills()
    const moved = [...shown].flatMap(([display, { id }]) =>
      shownBefore.get(display)?.id === id ? [] : [display],
    )
    if (moved.length > 0) deps.onShown(moved)
  }
  const unlisten = records?.on(changed)

  async function startOwn({ minutes, displayIds, ...start }: DrillStart): Promise<DrillOutcome> {
    const id = randomBytes(8).toString('hex')
    const startedAt = now()
    const plan = { ...start, id, displayIds: [...displayIds], since: startedAt, until: startedAt }
    const outcome = await playDrill(plan, { ...deps, now: () => startedAt })
    if (!outcome.ok) return outcome
    // Later than each drill that the displays are in, also if the clock of its node is ahead.
    const later = displayIds.map((display) => (shown.get(display)?.since ?? 0) + 1)
    const since = Math.max(now(), ...later)
    const drill: Drill = { ...plan, since, until: since + minutes * minuteMs }
    own.set(id, { drill, endsAt: monotonic() + minutes * minuteMs, played: outcome.played })
    share(drill)
    deps.onStarted(drill)
    changed()
    return { ok: true, id }
  }

  return {
    async start(drill) {
      if (own.size + copies.drills().size + starting >= max)
        return { ok: false, error: { code: 'too-many-replays', params: { max } } }
      starting += 1
      try {
        return await startOwn(drill)
      } finally {
        starting -= 1
      }
    },
    end(org, id) {
      const other = copies.drills().get(id)
      if (other?.org === org) return { type: 'elsewhere', node: other.node }
      if (own.get(id)?.drill.org !== org) return { type: 'unknown' }
      endOwn(id, 'ended')
      changed()
      return { type: 'ended' }
    },
    ofDisplay: (displayId) => shown.get(displayId),
    async join(displayId) {
      const drill = shown.get(displayId)
      if (drill === undefined) return undefined
      return (own.get(drill.id)?.played ?? (await copies.play(drill)))?.hub
    },
    ownCount: () => own.size,
    tick() {
      let hasEnded = false
      for (const { drill, endsAt, played } of [...own.values()])
        if (monotonic() >= endsAt || played.isOver()) {
          endOwn(drill.id, 'over')
          hasEnded = true
        } else played.tick()
      copies.tick()
      if (hasEnded || copies.isLate()) changed()
    },
    close() {
      unlisten?.()
      for (const id of [...own.keys()]) endOwn(id, 'stopping')
      copies.close(endReasons.stopping)
      shown = new Map()
    },
  }
}
