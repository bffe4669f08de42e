import {
  createQueueStatistics,
  floorFigure,
  groupFigure,
  isCallbackWait,
  floorFigureForThreshold,
  groupFigureForThreshold,
  queueSource,
  withTimestamp,
  type Change,
  type GroupFigure,
  type QueueMetric,
  type Row,
} from '@wallboard/statistics'
import {
  EventId,
  parseFullStatistics,
  parseIncrementalStatistics,
  type Five9Event,
  type QueueName,
  type StatRow,
} from '../events/index.ts'

/** The queues of a domain as the events so far have left them. */
export interface QueueTable {
  /** Names of the queues; a row whose queue is unknown is shown by its id. */
  readonly setNames: (queues: readonly QueueName[]) => void
  /**
   * Takes an event in; the result names the lines that it changed: ids of queues, and "0" for all queues as one.
   * `at` and `now` are milliseconds of one clock.
   */
  readonly received: (event: Five9Event, at: number) => readonly string[]
  /** `now` is where the clocks stand: it stops while nothing is confirmed. */
  readonly lines: (now: number) => readonly string[]
  /** One queue, or with "0" all of them, on a line of its own. */
  readonly lineOf: (id: string, now: number) => string
  /** When the figures were last known to be whole. */
  readonly confirmedAt: () => number | undefined
  /** False while increments may be missing from the figures. */
  readonly isConfirmed: () => boolean
  /** Increments were lost: the figures are old until all of them come again. */
  readonly chainBroken: () => void
}

const columns = [
  ['callsInQueue', 'calls'],
  ['currentLongestQueueTime', 'longest'],
  ['callbacksInQueue', 'callbacks'],
  ['agentsInQueue', 'ready'],
  ['agentsOnCall', 'on call'],
  ['agentsNotReadyForCalls', 'not ready'],
] as const satisfies readonly (readonly [QueueMetric, string])[]

const waitColumn = columns.findIndex(([metric]) => metric === 'currentLongestQueueTime')

const nameWidth = 30
const cellWidth = 11
const totalsId = '0'

const stamped = (rows: readonly StatRow[], asOf: number): Row[] => rows.map((row) => ({ ...row, asOf }))

/** A figure of one line of the table, as shown or as limits judge it. */
type Read = (metric: QueueMetric, purpose?: 'judge') => GroupFigure

export function createQueueTable(): QueueTable {
  const statistics = createQueueStatistics()
  let confirmedAt: number | undefined
  let isWhole = false
  let toldOfAll = ''

  function applyFull(payLoad: unknown, at: number): readonly Change[] {
    const sources = withTimestamp(parseFullStatistics(payLoad).sources, at)
    if (sources.some(({ dataSource }) => dataSource === queueSource)) {
      isWhole = true
      confirmedAt = at
    }
    return statistics.apply({ kind: 'full', sources })
  }

  function applyIncrement(payLoad: unknown, at: number): readonly Change[] {
    if (isWhole) confirmedAt = at
    const changes = parseIncrementalStatistics(payLoad).sources.map(
      ({ dataSource, added, updated, removed }) => ({
        dataSource,
        added: stamped(added, at),
        updated: stamped(updated, at),
        removed,
      }),
    )
    return statistics.apply({ kind: 'changes', changes })
  }

  function readerOf(id: string, now: number): Read {
    if (id !== totalsId) {
      const rows = [statistics.rows().get(id)]
      return (metric, purpose) =>
        (purpose === 'judge' ? groupFigureForThreshold : groupFigure)(rows, metric, now)
    }
    const rows = [...statistics.rows().values()]
    return (metric, purpose) =>
      (purpose === 'judge' ? floorFigureForThreshold : floorFigure)(statistics.totals(), rows, metric, now)
  }

  /** The cells of a line; `isOfCallback`: no caller has waited as long as its longest wait. */
  function cellsOf(
    id: string,
    now: number,
  ): { readonly texts: readonly string[]; readonly isOfCallback: boolean } {
    const read = readerOf(id, now)
    return {
      texts: columns.map(([metric]) => shown(read(metric), metric)),
      isOfCallback: isCallbackWait({
        shownMs: read('currentLongestQueueTime').value,
        ofCallsMs: read('currentLongestQueueTime', 'judge').value,
        callbacks: read('callbacksInQueue').value,
      }),
    }
  }

  const nameOf = (id: string) => (id === totalsId ? 'all' : printable(statistics.label(id)))
  const hasAny = () => statistics.rows().size > 0 || statistics.totals() !== undefined

  return {
    setNames: statistics.setQueues,
    received(event, at) {
      const { eventId } = event.context
      if (eventId !== EventId.EVENT_STATS && eventId !== EventId.EVENT_INCREMENTAL_STATS_UPDATE) return []
      const apply = eventId === EventId.EVENT_STATS ? applyFull : applyIncrement
      const changes = apply(event.payLoad, at)
      const ids = changes.flatMap(({ added, updated, removed }) => [
        ...removed,
        ...[...added, ...updated].map(({ id }) => id),
      ])
      // A wait that only runs on is no news of all queues.
      const told = columns
        .filter(([metric]) => metric !== 'currentLongestQueueTime')
        .map(([metric]) => shown(readerOf(totalsId, at)(metric), metric))
        .join()
      const isNews = hasAny() && told !== toldOfAll
      toldOfAll = told
      return [...new Set([...(isNews ? [totalsId] : []), ...ids.filter((id) => id !== totalsId)])]
    },
    lines(now) {
      const ids = [...statistics.rows().keys()].sort((a, b) => nameOf(a).localeCompare(nameOf(b)))
      const head = ['queue'.padEnd(nameWidth), ...columns.map(([, title]) => title.padStart(cellWidth))].join(
        '',
      )
      const lineFor = (id: string) => {
        const { texts, isOfCallback } = cellsOf(id, now)
        const cells = texts.map((text, index) =>
          (isOfCallback && index === waitColumn ? `*${text}` : text).padStart(cellWidth),
        )
        return [fitted(nameOf(id)), ...cells].join('')
      }
      return [head, ...(hasAny() ? [totalsId, ...ids] : []).map(lineFor), '* of a callback']
    },
    lineOf(id, now) {
      if (id !== totalsId && !statistics.rows().has(id)) return `${nameOf(id)}: gone`
      const { texts, isOfCallback } = cellsOf(id, now)
      const told = columns.map(([, title], index) => {
        const mark = isOfCallback && index === waitColumn ? ' (callback)' : ''
        return `${texts[index] ?? '–'} ${title}${mark}`
      })
      return `${nameOf(id)}: ${told.join(', ')}`
    },
    confirmedAt: () => confirmedAt,
    isConfirmed: () => isWhole,
    chainBroken() {
      isWhole = false
    },
  }
}

/** A name must not move the cursor of the terminal. */
const printable = (name: string): string => name.replace(/\p{Cc}/gu, ' ')

function shown({ value, isAtLeast }: GroupFigure, metric: QueueMetric): string {
  if (value === undefined) return '–'
  const text = metric === 'currentLongestQueueTime' ? duration(value) : String(value)
  return isAtLeast ? `≥${text}` : text
}

/** Long names are cut before the id that tells two queues of one name apart. */
function fitted(name: string): string {
  if (name.length < nameWidth) return name.padEnd(nameWidth)
  const [id = ''] = / \(\S+\)$/.exec(name) ?? []
  return `${name.slice(0, Math.max(1, nameWidth - 2 - id.length))}…${id}`.padEnd(nameWidth)
}

/** Minutes and seconds. */
function duration(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
