import type { QueueName } from '@wallboard/five9/events'
import { DataSource } from '@wallboard/five9/identifiers'
import { createQueueLabels } from './queue-labels.ts'
import { isTotalsId, type Change, type DatedSource, type Row } from './row.ts'
import { createSourceTable, type TableEffect } from './source-table.ts'

/** The data source that holds a row per queue. */
export const queueSource = DataSource.AcdStatus

/** A statistics event: 5000 as `full`, 5012 as `change`. */
export type StatisticsEvent =
  | { readonly kind: 'full'; readonly sources: readonly DatedSource[] }
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }

/** Rows keyed by queue label. */
export type QueueSnapshot = ReadonlyMap<string, Row>

/** What the last event did to the queues, by label. A removed queue's row is its last known one. */
export interface QueueDifference {
  readonly added: QueueSnapshot
  readonly updated: QueueSnapshot
  readonly removed: QueueSnapshot
}

/** The queues of a domain: their rows by id, and by the name that DomainQueues gives. */
export interface QueueStatistics {
  /** Takes the whole list of DomainQueues; a renamed queue keeps its row. */
  readonly setQueues: (queues: readonly QueueName[]) => void
  /** Applies the queues' part of an event and returns what truly changed in it. Other sources are passed over. */
  readonly apply: (event: StatisticsEvent) => readonly Change[]
  /** The queue's name; `Name (id)` when queues share it; the id when it has none. Distinct among queues. */
  readonly label: (id: string) => string
  /** Ids of rows that DomainQueues does not list: a reason to read it again. */
  readonly unknownIds: () => readonly string[]
  /** Names by id, as DomainQueues gave them. */
  readonly queueIdMap: () => ReadonlyMap<string, string>
  /** The queues' rows by label. */
  readonly current: () => QueueSnapshot
  /** The queues' rows by label, as they were before the last event. */
  readonly previous: () => QueueSnapshot
  readonly lastEvent: () => QueueDifference
  /** The queues' rows by id: a live view that later events change. */
  readonly rows: () => ReadonlyMap<string, Row>
  /** The row for the whole domain; it is none of the queues. */
  readonly totals: () => Row | undefined
  /** All rows as a 5000 would hold them. */
  readonly full: () => DatedSource
}

export function createQueueStatistics(): QueueStatistics {
  const table = createSourceTable(queueSource)
  let names: ReadonlyMap<string, string> = new Map()
  let delisted: ReadonlyMap<string, string> = new Map()
  let before: TableEffect['before'] = new Map()
  let label = createQueueLabels(names, delisted)

  function setQueues(queues: readonly QueueName[]): void {
    const listed = new Map(queues.map(({ id, name }) => [id, name]))
    // A queue leaves DomainQueues before or after its row; until both are gone it keeps its last name.
    const isHeld = ([id]: [string, string]) => !listed.has(id) && (table.entities.has(id) || before.has(id))
    delisted = new Map([...delisted, ...names].filter(isHeld))
    names = listed
    label = createQueueLabels(names, delisted)
  }

  function apply(event: StatisticsEvent): readonly Change[] {
    const effect = event.kind === 'full' ? applyFull(event.sources) : applyChanges(event.changes)
    if (effect === undefined) return []
    before = effect.before
    return effect.change === undefined ? [] : [effect.change]
  }

  function applyFull(sources: readonly DatedSource[]): TableEffect | undefined {
    const own = sources.filter((source) => source.dataSource === queueSource)
    return own.length === 0 ? undefined : table.applyFull(own)
  }

  function applyChanges(changes: readonly Change[]): TableEffect | undefined {
    const own = changes.filter((change) => change.dataSource === queueSource)
    return own.length === 0 ? undefined : table.applyChanges(own)
  }

  function byLabel(rows: Iterable<Row>): QueueSnapshot {
    return new Map(Array.from(rows, (row) => [label(row.id), row]))
  }

  function previous(): QueueSnapshot {
    const rows = [...table.entities.values()].filter((row) => !before.has(row.id))
    return byLabel([...rows, ...replaced().flatMap(({ was }) => was ?? [])])
  }

  /** The queues that the last event changed, totals left out. */
  function replaced(): { was: Row | undefined; is: Row | undefined }[] {
    return [...before]
      .filter(([id]) => !isTotalsId(id))
      .map(([id, was]) => ({ was, is: table.entities.get(id) }))
  }

  function lastEvent(): QueueDifference {
    const changes = replaced()
    return {
      added: byLabel(changes.flatMap(({ was, is }) => (was === undefined && is !== undefined ? [is] : []))),
      updated: byLabel(changes.flatMap(({ was, is }) => (was !== undefined && is !== undefined ? [is] : []))),
      removed: byLabel(
        changes.flatMap(({ was, is }) => (was !== undefined && is === undefined ? [was] : [])),
      ),
    }
  }

  return {
    setQueues,
    apply,
    label: (id) => label(id),
    unknownIds: () => [...table.entities.keys()].filter((id) => !names.has(id)),
    queueIdMap: () => names,
    current: () => byLabel(table.entities.values()),
    previous,
    lastEvent,
    rows: () => table.entities,
    totals: table.totals,
    full: table.full,
  }
}
