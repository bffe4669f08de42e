import type { QueueName } from '@wallboard/five9/events'
import { DataSource } from '@wallboard/five9/identifiers'
import { createQueueLabels } from './queue-labels.ts'
import { isTotalsId, type Change, type DatedSource, type Row } from './row.ts'
import { createStatistics, type Statistics, type StatisticsEvent } from './statistics.ts'

/** The data source that holds a row per queue. */
export const queueSource = DataSource.AcdStatus

/** Rows by queue label. */
export type QueueSnapshot = ReadonlyMap<string, Row>

/** The queues that the last event changed, by label. A removed queue keeps its last row here. */
export interface QueueDifference {
  readonly added: QueueSnapshot
  readonly updated: QueueSnapshot
  readonly removed: QueueSnapshot
}

/** The queues of a domain by id and by the name that DomainQueues gives: a view of `Statistics`. */
export interface QueueStatistics {
  /** Takes the whole list of DomainQueues. A renamed queue keeps its row. */
  readonly setQueues: (queues: readonly QueueName[]) => void
  /**
   * Applies the queues' part of an event, without other sources, and returns the rows that differ. `asOf`: the instant
   * at which the event was received.
   */
  readonly apply: (event: StatisticsEvent, asOf: number) => readonly Change[]
  /** The queue's name; `Name (id)` when queues share it; the id when it has none. Distinct among queues. */
  readonly label: (id: string) => string
  /** Ids of rows that DomainQueues does not list: a reason to read DomainQueues again. */
  readonly unknownIds: () => readonly string[]
  /** Names by id, as in DomainQueues. */
  readonly queueIdMap: () => ReadonlyMap<string, string>
  /** The queues' rows by label. */
  readonly current: () => QueueSnapshot
  /** The queues' rows by label, as they were before the last event. */
  readonly previous: () => QueueSnapshot
  readonly lastEvent: () => QueueDifference
  /** The queues' rows by id. Later events change this map. */
  readonly rows: () => ReadonlyMap<string, Row>
  /** The row of the whole domain, which is not a queue. */
  readonly totals: () => Row | undefined
  /** All rows as a 5000 would hold them. */
  readonly full: () => DatedSource
}

/** Creates the view. Events may be applied here or to `statistics` itself. */
export function createQueueStatistics(statistics: Statistics = createStatistics()): QueueStatistics {
  let names: ReadonlyMap<string, string> = new Map()
  let delisted: ReadonlyMap<string, string> = new Map()
  let label = createQueueLabels(names, delisted)

  const rows = () => statistics.rows(queueSource)

  function setQueues(queues: readonly QueueName[]): void {
    const listed = new Map(queues.map(({ id, name }) => [id, name]))
    const [present, replaced] = [rows(), statistics.replaced(queueSource)]
    // A queue leaves DomainQueues before or after its row; until both are gone it keeps its last name.
    const isHeld = ([id]: [string, string]) => !listed.has(id) && (present.has(id) || replaced.has(id))
    delisted = new Map([...delisted, ...names].filter(isHeld))
    names = listed
    label = createQueueLabels(names, delisted)
  }

  function apply(event: StatisticsEvent, asOf: number): readonly Change[] {
    return event.kind === 'full'
      ? statistics.apply({ kind: 'full', sources: event.sources.filter(isOfQueues) }, asOf)
      : statistics.apply({ kind: 'increment', sources: event.sources.filter(isOfQueues) }, asOf)
  }

  function byLabel(of: Iterable<Row>): QueueSnapshot {
    return new Map(Array.from(of, (row) => [label(row.id), row]))
  }

  function previous(): QueueSnapshot {
    const replaced = statistics.replaced(queueSource)
    const unchanged = [...rows().values()].filter((row) => !replaced.has(row.id))
    const changed = [...replaced].flatMap(([id, before]) => (isTotalsId(id) ? [] : (before ?? [])))
    return byLabel([...unchanged, ...changed])
  }

  /** In one pass without intermediate arrays: a page runs it for each message of changes. */
  function lastEvent(): QueueDifference {
    const [added, updated, removed] = [new Map<string, Row>(), new Map<string, Row>(), new Map<string, Row>()]
    for (const [id, before] of statistics.replaced(queueSource)) {
      if (isTotalsId(id)) continue
      const after = rows().get(id)
      if (after === undefined) {
        if (before !== undefined) removed.set(label(id), before)
      } else (before === undefined ? added : updated).set(label(id), after)
    }
    return { added, updated, removed }
  }

  return {
    setQueues,
    apply,
    label: (id) => label(id),
    unknownIds: () => [...rows().keys()].filter((id) => !names.has(id)),
    queueIdMap: () => names,
    current: () => byLabel(rows().values()),
    previous,
    lastEvent,
    rows,
    totals: () => statistics.totals(queueSource),
    full: () => statistics.full([queueSource])[0] ?? { dataSource: queueSource, data: [] },
  }
}

const isOfQueues = ({ dataSource }: { readonly dataSource: string }): boolean => dataSource === queueSource
