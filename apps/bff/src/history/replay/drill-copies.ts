import type { SharedRecords } from '../../cluster/node-records.ts'
import type { Drill, DrillRecord } from './drill-record.ts'
import type { PlayedDrill } from './played-drill.ts'

/** The drills of a cluster: each node writes its own. */
export type DrillRecords = Pick<SharedRecords<DrillRecord>, 'set' | 'remove' | 'others' | 'on'>

/** A drill that another node has started. */
export interface OtherDrill extends Drill {
  readonly node: string
}

/** The drills of other nodes. This node plays the same for the displays that are connected to it. */
export interface DrillCopies<Hub> {
  /** As of the last refresh. */
  readonly drills: () => ReadonlyMap<string, OtherDrill>
  /** Reads what the other nodes have written, and closes the copies of drills that have ended. */
  readonly refresh: () => void
  /** The copy of a drill, which is started for its first display. Undefined when the drill cannot be played here. */
  readonly play: (drill: Drill) => Promise<PlayedDrill<Hub> | undefined>
  readonly tick: () => void
  /** A drill is past its end, and its node has not said so: a refresh is due. */
  readonly isLate: () => boolean
  readonly close: (reason: string) => void
}

/** Another node ends its drill itself; this node does when it has had no message about it for this long. */
const unheardForMs = 5_000

export function createDrillCopies<Hub>(deps: {
  readonly records: Pick<DrillRecords, 'others'> | undefined
  /** Undefined when there is nothing to play. */
  readonly start: (drill: Drill) => Promise<PlayedDrill<Hub> | undefined>
  /** Epoch milliseconds of the clock that all nodes share. */
  readonly now: () => number
  /** `hasNodeStopped`: the node of the drill has stopped, or is cut off from the cluster. */
  readonly reasonOf: (hasNodeStopped: boolean) => string
  readonly onNodeStopped: (drill: Drill) => void
  readonly onFailed: (error: unknown) => void
}): DrillCopies<Hub> {
  const { records, now } = deps
  const starting = new Map<string, Promise<PlayedDrill<Hub> | undefined>>()
  const played = new Map<string, PlayedDrill<Hub>>()
  let drills: ReadonlyMap<string, OtherDrill> = new Map()

  const nodes = () => records?.others() ?? []
  const isLate = ({ until }: Drill) => now() >= until + unheardForMs

  /** A node that stops in good order ends its drills before. */
  function hasStoppedWith({ node, id }: OtherDrill): boolean {
    const found = nodes().find((other) => other.node === node)
    return found !== undefined && !found.isAlive && found.records.has(id)
  }

  function end(drill: OtherDrill): void {
    const hasNodeStopped = hasStoppedWith(drill)
    played.get(drill.id)?.close(deps.reasonOf(hasNodeStopped))
    played.delete(drill.id)
    starting.delete(drill.id)
    if (hasNodeStopped) deps.onNodeStopped(drill)
  }

  async function start(drill: Drill): Promise<PlayedDrill<Hub> | undefined> {
    const copy = await deps.start(drill)
    if (copy === undefined) return undefined
    if (!drills.has(drill.id)) {
      copy.close(deps.reasonOf(false)) // meanwhile it has ended
      return undefined
    }
    played.set(drill.id, copy)
    return copy
  }

  return {
    drills: () => drills,
    refresh() {
      const before = drills
      const found = nodes()
        .filter(({ isAlive }) => isAlive)
        .flatMap(({ node, records: written }) =>
          Array.from(written, ([id, record]): OtherDrill => ({ ...record, id, node })),
        )
      drills = new Map(found.filter((drill) => !isLate(drill)).map((drill) => [drill.id, drill]))
      for (const drill of before.values()) if (!drills.has(drill.id)) end(drill)
    },
    play(drill) {
      const known = starting.get(drill.id)
      if (known !== undefined) return known
      const copy = start(drill)
        .catch((error: unknown) => {
          deps.onFailed(error)
          return undefined
        })
        .then((outcome) => {
          if (outcome === undefined) starting.delete(drill.id) // tried again for the next display
          return outcome
        })
      starting.set(drill.id, copy)
      return copy
    },
    tick() {
      for (const copy of played.values()) copy.tick()
    },
    isLate: () => [...drills.values()].some(isLate),
    close(reason) {
      for (const copy of played.values()) copy.close(reason)
      played.clear()
      drills = new Map()
    },
  }
}
