import type { QueueName } from '@wallboard/five9/events'
import { createQueueLabels } from './queue-labels.ts'
import { isTotalsId, type Change, type FullSource, type Row } from './row.ts'
import { createStatistics } from './statistics.ts'

const acdStatus = 'ACD_STATUS'

/** A statistics event, stamped: 5000 as `full`, 5012 as `changes`. */
export type StatisticsEvent =
  | { readonly kind: 'full'; readonly sources: readonly FullSource[] }
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }

/** Rows keyed by queue name, as DomainQueues gives it. */
export type QueueSnapshot = ReadonlyMap<string, Row>

/** What the last event did to the queues. A removed queue stands with its last row. */
export interface QueueDifference {
  readonly added: QueueSnapshot
  readonly updated: QueueSnapshot
  readonly removed: QueueSnapshot
}

/** The queues of a domain, by name: now, before the last event, and what that event changed. */
export interface QueueStatistics {
  /** Takes what DomainQueues replied. A queue with a new name keeps its row. */
  readonly setQueues: (queues: readonly QueueName[]) => void
  /** Applies one event and returns what truly changed, by id. */
  readonly apply: (event: StatisticsEvent) => readonly Change[]
  /** A queue's name; `Name (id)` where two queues share it; the id where it is unknown. */
  readonly label: (id: string) => string
  readonly queueIdMap: () => ReadonlyMap<string, string>
  /** Ids of rows that DomainQueues did not name: a reason to read it again. */
  readonly unknownIds: () => readonly string[]
  readonly current: () => QueueSnapshot
  readonly previous: () => QueueSnapshot
  readonly lastEvent: () => QueueDifference
  /** The queues' rows by id, totals row excluded. */
  readonly rows: () => ReadonlyMap<string, Row>
  /** The row `"0"`: the whole domain. It is not the sum of the queues, since agents have several skills. */
  readonly totals: () => Row | undefined
}

/** The rows that one event replaced, by id; undefined stands for a row that did not exist. */
type Undo = ReadonlyMap<string, Row | undefined>

/** Creates the store that BFF, browser and command line share. It has no clock and does no I/O. */
export function createQueueStatistics(): QueueStatistics {
  const statistics = createStatistics()
  const labels = createQueueLabels()
  let undo: Undo = new Map()

  const rows = () => statistics.rows(acdStatus)

  function byName(entries: Iterable<readonly [string, Row]>): QueueSnapshot {
    return new Map([...entries].map(([id, row]) => [labels.label(id), row]))
  }

  function previousRows(): Map<string, Row> {
    const before = new Map(rows())
    for (const [id, row] of undo) {
      if (row === undefined) before.delete(id)
      else before.set(id, row)
    }
    return before
  }

  function touchedIds(changes: readonly Change[]): Set<string> {
    const touched = changes
      .filter(({ dataSource }) => dataSource === acdStatus)
      .flatMap(({ added, updated, removed }) => [...added, ...updated].map(({ id }) => id).concat(removed))
    return new Set(touched.filter((id) => !isTotalsId(id)))
  }

  return {
    setQueues: labels.setQueues,
    label: labels.label,
    queueIdMap: labels.names,
    unknownIds: () => [...rows().keys()].filter((id) => !labels.names().has(id)),
    rows,
    totals: () => statistics.totals(acdStatus),
    apply(event) {
      const before = rows()
      const changes =
        event.kind === 'full' ? statistics.applyFull(event.sources) : statistics.applyChanges(event.changes)
      undo = new Map([...touchedIds(changes)].map((id) => [id, before.get(id)]))
      return changes
    },
    current: () => byName(rows()),
    previous: () => byName(previousRows()),
    lastEvent() {
      const now = rows()
      const pick = (choose: (before: Row | undefined, after: Row | undefined) => Row | undefined) =>
        byName(
          [...undo].flatMap(([id, before]) => {
            const row = choose(before, now.get(id))
            return row === undefined ? [] : [[id, row] as const]
          }),
        )
      return {
        added: pick((before, after) => (before === undefined ? after : undefined)),
        updated: pick((before, after) => (before === undefined ? undefined : after)),
        removed: pick((before, after) => (after === undefined ? before : undefined)),
      }
    },
  }
}
