import {
  parseFullStatistics,
  parseIncrementalStatistics,
  type IncrementalStatistics,
  type RowCut,
  type SourceIncrement,
  type SourceSnapshot,
  type StatRow,
} from '@wallboard/five9/events'
import { createStatistics, type Change, type DatedSource, type Row } from '@wallboard/statistics'
import { dateFrame, domainOffsetMs, unknownFive9Clock } from './five9-clock-state.ts'
import type { HeldRows } from './stream.ts'
import { isRelayedId, isRelayedSource, relayedPart, relayedRow, waitField } from './relayed-fields.ts'

/** One frame of statistics as received. */
export interface StatisticsFrame {
  readonly isFull: boolean
  readonly payLoad: unknown
  readonly receivedAt: number
  /** Five9's clock. */
  readonly timeStamp: number | null
}

/** The result of reading a frame. */
export interface FrameRead {
  /** When its data was true, by our monotonic clock. */
  readonly asOf: number
  /** The changes of the frame, and the rows whose instants it corrects. */
  readonly changes: readonly Change[]
  /** The relayed data sources in it. */
  readonly sources: readonly string[]
  /** False when a part of it could not be read. */
  readonly isWhole: boolean
  /** True when it held more rows than this server takes; none of them was read. */
  readonly isTooLarge?: true
}

/** The statistics of one feed: rows with relayed fields only, each dated by our monotonic clock. */
export interface FeedStatistics {
  readonly received: (frame: StatisticsFrame) => FrameRead
  /** A new connection: restarts the estimate of Five9's clock. */
  readonly connected: () => void
  readonly full: (dataSources: readonly string[]) => DatedSource[]
  readonly rows: HeldRows
  readonly sources: () => readonly string[]
  /** See `Link.domainOffsetMs`; undefined until it is known. */
  readonly domainOffsetMs: () => number | undefined
}

/**
 * Limits for one data source and one frame, above the size of any domain. Applying more rows would block the event loop
 * for longer than clients wait for a heartbeat, so such a frame is dropped.
 */
const maxRowsPerSource = 20_000
const maxRowsPerFrame = 50_000

/** Counts rows and removed ids of each block of a payload before it is parsed. */
function rowCounts(payLoad: unknown): number[] {
  if (!Array.isArray(payLoad)) return []
  return payLoad.map((block: unknown) => {
    if (typeof block !== 'object' || block === null) return 0
    const lists = Object.values(block).filter((value) => Array.isArray(value))
    return lists.reduce((sum, { length }) => sum + length, 0)
  })
}

function isTooLarge(payLoad: unknown): boolean {
  const counts = rowCounts(payLoad)
  return Math.max(0, ...counts) > maxRowsPerSource || counts.reduce((sum, n) => sum + n, 0) > maxRowsPerFrame
}

const maxAnomalyLength = 80

/** Whether an increment names each row once. Otherwise what is held is not what its later rows change. */
function namesRowsOnce(blocks: readonly SourceIncrement[]): boolean {
  const isOneBlock = new Set(blocks.map(({ dataSource }) => dataSource)).size === blocks.length
  return (
    isOneBlock &&
    blocks.every(({ added, updated, removed }) => {
      const ids = new Set(removed)
      for (const { id } of added) ids.add(id)
      for (const { id } of updated) ids.add(id)
      return ids.size === added.length + updated.length + removed.length
    })
  )
}

/** @param onAnomaly receives each deviation from the schema, repeatedly: the caller logs each text once */
export function createFeedStatistics(onAnomaly: (anomaly: string) => void): FeedStatistics {
  const statistics = createStatistics()
  let clock = unknownFive9Clock
  /** Rows that frames with a suspect date changed. */
  const suspectRows = new Map<string, Set<string>>()

  const logAnomaly = (anomaly: string) => {
    onAnomaly(anomaly.slice(0, maxAnomalyLength))
  }

  function rowsOf<R>(
    dataSource: string,
    rows: readonly StatRow[],
    make: (relayed: StatRow, row: StatRow) => R,
  ): R[] {
    const made: R[] = []
    for (const row of rows) {
      const relayed = relayedRow(dataSource, row)
      if (relayed === undefined) logAnomaly(`${dataSource} holds a row whose id is too long`)
      else made.push(make(relayed, row))
    }
    return made
  }

  function relayedOf<Block extends { readonly dataSource: string }>(blocks: readonly Block[]): Block[] {
    return blocks.filter(({ dataSource }) => {
      if (isRelayedSource(dataSource)) return true
      logAnomaly(`the data source ${dataSource} is unknown`)
      return false
    })
  }

  /** The rows of event 5000 with their instant. A row that `relayedRow` has copied is not copied again. */
  const snapshotOf = ({ dataSource, data }: SourceSnapshot, asOf: number): DatedSource => ({
    dataSource,
    data: rowsOf(dataSource, data, (relayed, row) =>
      relayed === row ? { ...relayed, asOf } : Object.assign(relayed, { asOf }),
    ),
  })
  const identity = (relayed: StatRow) => relayed
  const incrementOf = ({ dataSource, added, updated, removed }: SourceIncrement): SourceIncrement => ({
    dataSource,
    added: rowsOf(dataSource, added, identity),
    updated: rowsOf(dataSource, updated, identity),
    removed: removed.filter(isRelayedId),
  })

  /** Most rows of increments are held: only what may differ is checked. */
  const partOfHeld: RowCut = (dataSource, id, row) => {
    const held = statistics.rows(dataSource).get(id)
    return held === undefined ? row : relayedPart(dataSource, held, row)
  }

  function parseIncrement(payLoad: unknown): IncrementalStatistics {
    const parsed = parseIncrementalStatistics(payLoad, partOfHeld)
    return namesRowsOnce(parsed.sources) ? parsed : parseIncrementalStatistics(payLoad)
  }

  function apply({ isFull, payLoad }: StatisticsFrame, asOf: number) {
    if (isFull) {
      const { sources, defects, isWhole } = parseFullStatistics(payLoad)
      const relayed = relayedOf(sources).map((source) => snapshotOf(source, asOf))
      return { changes: statistics.applyFull(relayed), defects, isWhole, relayed }
    }
    const { sources, defects, isWhole } = parseIncrement(payLoad)
    const relayed = relayedOf(sources).map(incrementOf)
    return { changes: statistics.applyIncrement(relayed, asOf), defects, isWhole, relayed }
  }

  function noteSuspects(changes: readonly Change[]): void {
    for (const { dataSource, added, updated } of changes) {
      const ids = suspectRows.get(dataSource) ?? new Set()
      suspectRows.set(dataSource, ids)
      for (const { id } of [...added, ...updated]) ids.add(id)
    }
  }

  /** Corrects the dates of rows that earlier frames dated wrongly. */
  function correctDates(corrections: ReadonlyMap<number, number>): readonly Change[] {
    const corrected = statistics.full([...suspectRows.keys()]).map(({ dataSource, data }): Change => {
      const ids = suspectRows.get(dataSource)
      const updated = data.flatMap((row): Row[] => {
        const asOf = corrections.get(row.asOf)
        if (asOf === undefined || ids?.has(row.id) !== true || !Object.hasOwn(row, waitField)) return []
        return [{ id: row.id, asOf, [waitField]: row[waitField] }]
      })
      return { dataSource, added: [], updated, removed: [] }
    })
    return statistics.applyChanges(corrected)
  }

  return {
    received(frame) {
      if (isTooLarge(frame.payLoad))
        return { asOf: frame.receivedAt, changes: [], sources: [], isWhole: false, isTooLarge: true }
      const { state, asOf, corrections } = dateFrame(clock, frame)
      clock = state
      const corrected = corrections.size === 0 ? [] : correctDates(corrections)
      const { changes, defects, isWhole, relayed } = apply(frame, asOf)
      for (const { dataSource, field } of defects)
        logAnomaly(`${dataSource}.${field} is not of the documented type`)
      if (state.suspects.length === 0) suspectRows.clear()
      else noteSuspects(changes)
      const sources = [...new Set(relayed.map(({ dataSource }) => dataSource))]
      return { asOf, changes: [...corrected, ...changes], sources, isWhole }
    },
    connected() {
      clock = unknownFive9Clock
      suspectRows.clear()
    },
    full: statistics.full,
    rows: statistics,
    sources: () => statistics.full().map(({ dataSource }) => dataSource),
    domainOffsetMs: () => domainOffsetMs(clock),
  }
}
