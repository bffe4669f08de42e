import {
  parseFullStatistics,
  parseIncrementalStatistics,
  type SourceIncrement,
  type SourceSnapshot,
  type StatRow,
} from '@wallboard/five9/events'
import { createStatistics, type Change, type DatedSource, type Row } from '@wallboard/statistics'
import { dateFrame, domainOffsetMs, unknownFive9Clock } from './five9-clock-state.ts'
import { isRelayedId, isRelayedSource, relayedRow } from './relayed-fields.ts'

/** One frame of statistics as it came. */
export interface StatisticsFrame {
  readonly isFull: boolean
  readonly payLoad: unknown
  readonly receivedAt: number
  /** Five9's clock. */
  readonly timeStamp: number | null
}

/** What a frame came to. */
export interface FrameRead {
  /** When its figures were true, by our monotonic clock. */
  readonly asOf: number
  /** What it changed, and the rows whose instants it proved wrong. */
  readonly changes: readonly Change[]
  /** The relayed sources that it held. */
  readonly sources: readonly string[]
  /** False when a part of it could not be read. */
  readonly isWhole: boolean
  /** It held more rows than this server takes, and none of them was read. */
  readonly isTooLarge?: true
}

/** The figures of one feed: rows with relayed fields only, each dated by our monotonic clock. */
export interface FeedStatistics {
  readonly received: (frame: StatisticsFrame) => FrameRead
  /** The estimate of Five9's clock begins anew. */
  readonly connected: () => void
  readonly full: (dataSources: readonly string[]) => DatedSource[]
  /** See `Link.domainOffsetMs`; undefined until it is known. */
  readonly domainOffsetMs: () => number | undefined
}

/**
 * More rows than a domain has, in one source and in one frame: applying them would hold up everything else for longer
 * than screens wait for a heartbeat. Such a frame is passed over.
 */
const mostRowsOfSource = 20_000
const mostRowsOfFrame = 50_000

/** Rows and removed ids of a payload, block by block, before anything of it is read. */
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
  return Math.max(0, ...counts) > mostRowsOfSource || counts.reduce((sum, n) => sum + n, 0) > mostRowsOfFrame
}

/** How waits run on is told by this field: restating it dates its row anew. */
const waitField = 'currentLongestQueueTime'
const mostOddityLength = 80

/** `note` is told of oddities; it sees to it that each is logged once. */
export function createFeedStatistics(note: (oddity: string) => void): FeedStatistics {
  const statistics = createStatistics()
  let clock = unknownFive9Clock
  /** Rows that frames touched whose date is suspect. */
  const suspectRows = new Map<string, Set<string>>()

  const noteOf = (oddity: string) => {
    note(oddity.slice(0, mostOddityLength))
  }

  function rowsOf<R>(
    dataSource: string,
    rows: readonly StatRow[],
    make: (relayed: StatRow, row: StatRow) => R,
  ): R[] {
    return rows.flatMap((row) => {
      const relayed = relayedRow(dataSource, row)
      if (relayed !== undefined) return [make(relayed, row)]
      noteOf(`${dataSource} holds a row whose id is too long`)
      return []
    })
  }

  function relayedOf<Block extends { readonly dataSource: string }>(blocks: readonly Block[]): Block[] {
    return blocks.filter(({ dataSource }) => {
      if (isRelayedSource(dataSource)) return true
      noteOf(`the data source ${dataSource} is unknown`)
      return false
    })
  }

  /** The rows of a 5000 with their instant. A row that `relayedRow` made anew is not copied once more. */
  const snapshotOf = ({ dataSource, data }: SourceSnapshot, asOf: number): DatedSource => ({
    dataSource,
    data: rowsOf(dataSource, data, (relayed, row) =>
      relayed === row ? { ...relayed, asOf } : Object.assign(relayed, { asOf }),
    ),
  })
  const itself = (relayed: StatRow) => relayed
  const incrementOf = ({ dataSource, added, updated, removed }: SourceIncrement): SourceIncrement => ({
    dataSource,
    added: rowsOf(dataSource, added, itself),
    updated: rowsOf(dataSource, updated, itself),
    removed: removed.filter(isRelayedId),
  })

  function apply({ isFull, payLoad }: StatisticsFrame, asOf: number) {
    if (isFull) {
      const { sources, defects, isWhole } = parseFullStatistics(payLoad)
      const relayed = relayedOf(sources).map((source) => snapshotOf(source, asOf))
      return { changes: statistics.applyFull(relayed), defects, isWhole, relayed }
    }
    const { sources, defects, isWhole } = parseIncrementalStatistics(payLoad)
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

  /** Dates the rows anew that the frames before dated wrongly. */
  function mend(corrections: ReadonlyMap<number, number>): readonly Change[] {
    const mended = statistics.full([...suspectRows.keys()]).map(({ dataSource, data }): Change => {
      const ids = suspectRows.get(dataSource)
      const updated = data.flatMap((row): Row[] => {
        const asOf = corrections.get(row.asOf)
        if (asOf === undefined || ids?.has(row.id) !== true || !Object.hasOwn(row, waitField)) return []
        return [{ id: row.id, asOf, [waitField]: row[waitField] }]
      })
      return { dataSource, added: [], updated, removed: [] }
    })
    return statistics.applyChanges(mended)
  }

  return {
    received(frame) {
      if (isTooLarge(frame.payLoad))
        return { asOf: frame.receivedAt, changes: [], sources: [], isWhole: false, isTooLarge: true }
      const { state, asOf, corrections } = dateFrame(clock, frame)
      clock = state
      const mended = corrections.size === 0 ? [] : mend(corrections)
      const { changes, defects, isWhole, relayed } = apply(frame, asOf)
      for (const { dataSource, field } of defects) noteOf(`${dataSource}.${field} is not what it should be`)
      if (state.suspects.length === 0) suspectRows.clear()
      else noteSuspects(changes)
      const sources = [...new Set(relayed.map(({ dataSource }) => dataSource))]
      return { asOf, changes: [...mended, ...changes], sources, isWhole }
    },
    connected() {
      clock = unknownFive9Clock
      suspectRows.clear()
    },
    full: statistics.full,
    domainOffsetMs: () => domainOffsetMs(clock),
  }
}
