import { DataSource, EventId, type StatRow } from '@wallboard/five9/events'
import type { FaultSwitches } from '../faults/fault-switches.ts'
import { fullPayloads, incrementalPayload, spoiled, type Block } from '../faults/frame-faults.ts'
import { createFrameOrder, type Frame } from '../faults/frame-order.ts'
import type { Rows } from '../faults/row-faults.ts'
import type { EventSource } from './event-source.ts'
import type { Sockets } from './sockets.ts'
import { createStatisticsStream } from './statistics-stream.ts'

/** The statistics of the domain on their way to the supervisor sockets, with what the faults make of them. */
export interface DomainFeed {
  /** Sends what clients lack; with `everything`, also rows in which only a running time moved. */
  readonly sendChanges: (everything: boolean) => void
  /** A frame that was held back goes out, where nothing else did for a while, or `atOnce`. */
  readonly sendHeld: (atOnce: boolean) => void
  /** Changes go first, so that a 5000 and the 5012 after it have the same base. */
  readonly sendFull: (send: (frame: Frame) => void) => void
  /** What a new supervisor socket gets where 5012 comes first: rows as they are. */
  readonly sendCurrentAsUpdates: (send: (frame: Frame) => void) => void
  /** The text of a 5012 which says what is so already, of up to that many rows. */
  readonly currentRowsFrame: (limit: number, random: () => number) => string
  /** The text of a 5012 of that many bytes or more, which changes nothing. */
  readonly oversizedFrame: (bytes: number) => string
}

export function createDomainFeed(deps: {
  readonly rows: () => Rows
  readonly faults: FaultSwitches
  readonly events: EventSource
  readonly sockets: () => Sockets
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

  /** While sockets are silent nothing counts as sent: what changed meanwhile comes with the first 5012 after it. */
  function sendChanges(everything: boolean): void {
    if (faults.current().silent) return
    const blocks = stream.next(rows(), everything)
    if (blocks.length > 0) broadcast(order.incremental(incremental(spoil(blocks))))
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
