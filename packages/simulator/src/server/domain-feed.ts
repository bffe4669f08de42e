import { DataSource, EventId, type StatRow } from '@wallboard/five9/events'
import type { FaultSwitches } from '../faults/fault-switches.ts'
import { fullPayloads, incrementalPayload, spoiled, type Block } from '../faults/frame-faults.ts'
import { createFrameOrder, type Frame } from '../faults/frame-order.ts'
import type { Rows } from '../faults/row-faults.ts'
import type { EventSource } from './event-source.ts'
import type { Sockets } from './sockets.ts'
import { createStatisticsStream } from './statistics-stream.ts'

/** Sends the statistics of the domain to the supervisor sockets, with the frame faults that are on. */
export interface DomainFeed {
  /** Sends pending changes; with `everything`, also rows in which only a running time changed. */
  readonly sendChanges: (everything: boolean) => void
  /** Sends a delayed frame when no other was sent for a while, or `atOnce`. */
  readonly sendHeld: (atOnce: boolean) => void
  /** Sends full statistics. Pending changes go first, so that the 5000 and the next 5012 have the same base. */
  readonly sendFull: (send: (frame: Frame) => void) => void
  /** Sends the present rows as a 5012 to a new supervisor socket, for the fault `incrementalFirst`. */
  readonly sendCurrentAsUpdates: (send: (frame: Frame) => void) => void
  /** A 5012 without effect: up to `limit` present rows. */
  readonly currentRowsFrame: (limit: number, random: () => number) => string
  /** A 5012 of at least that many bytes without effect. */
  readonly oversizedFrame: (bytes: number) => string
}

export function createDomainFeed(deps: {
  readonly rows: () => Rows
  readonly faults: FaultSwitches
  readonly events: EventSource
  readonly sockets: () => Pick<Sockets, 'broadcast'>
}): DomainFeed {
  const { rows, faults, events } = deps
  const stream = createStatisticsStream()
  const order = createFrameOrder(faults)
  let spoils = 0

  function broadcast(frames: readonly Frame[]): void {
    for (const frame of frames) deps.sockets().broadcast(frame)
  }

  const incremental = (blocks: readonly Block[]): string =>
    events.statistics(EventId.EVENT_INCREMENTAL_STATS_UPDATE, incrementalPayload(blocks, faults.current()))

  function spoil(blocks: readonly Block[]): readonly Block[] {
    const bad = faults.isTurn('nonsenseEvery') ? spoiled(blocks, spoils++) : undefined
    if (bad === undefined) return blocks
    stream.forget(bad.dataSource, bad.id)
    return bad.blocks
  }

  /** While the fault `silent` is on, changes stay pending and are sent in the first 5012 after it. */
  function sendChanges(everything: boolean): void {
    if (faults.current().silent) return
    const { silentSource } = faults.current()
    const blocks = stream.next(rows(), everything).filter(({ dataSource }) => dataSource !== silentSource)
    if (blocks.length > 0 && !faults.isTurn('lostEvery'))
      broadcast(order.incremental(incremental(spoil(blocks))))
  }

  function updatesOf(list: Rows): string {
    const blocks = [...list].map(([dataSource, updated]) => ({
      dataSource,
      added: [],
      updated,
      removed: [],
      before: new Map<string, StatRow>(),
    }))
    return incremental(blocks)
  }

  return {
    sendChanges,
    sendHeld: (atOnce) => {
      broadcast(order.held(atOnce))
    },
    sendFull(send) {
      if (faults.current().silent) return
      sendChanges(true)
      if (faults.isTurn('droppedFullEvery')) return
      for (const payload of fullPayloads(rows(), faults.current())) {
        for (const frame of order.full(events.addressedStatistics(EventId.EVENT_STATS, payload))) send(frame)
      }
    },
    sendCurrentAsUpdates(send) {
      if (faults.current().silent) return
      sendChanges(true)
      send(updatesOf(rows()))
    },
    currentRowsFrame(limit, random) {
      const some = [...rows()].map(([source, list]): [string, readonly StatRow[]] => {
        const start = Math.floor(random() * list.length)
        return [source, list.slice(start, start + limit)]
      })
      return updatesOf(new Map(some.filter(([, list]) => list.length > 0)))
    },
    oversizedFrame(bytes) {
      const ids = Array.from(
        { length: Math.ceil(bytes / 22) },
        (_, index) => `gone-${900_000_000_000 + index}`,
      )
      const block = { added: [], updated: [], removed: ids, before: new Map<string, StatRow>() }
      return incremental([{ dataSource: DataSource.AgentState, ...block }])
    },
  }
}
