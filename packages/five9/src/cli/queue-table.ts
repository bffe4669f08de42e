import {
  createQueueStatistics,
  floorFigure,
  groupFigure,
  isCallbackWait,
  floorFigureForThreshold,
  groupFigureForThreshold,
  queueSource,
  type GroupFigure,
  type QueueMetric,
} from '@wallboard/five9/statistics'
import { parseStatistics, type Five9Event, type QueueName } from '../events/index.ts'

/** The queues of a domain after the events so far. */
export interface QueueTable {
  /** Sets the names of the queues. A queue without a name is shown by its id. */
  readonly setNames: (queues: readonly QueueName[]) => void
  /**
   * Applies an event. Returns the changed lines: ids of queues, and "0" for the line of all queues. `at` and `now`
   * are milliseconds of one clock.
   */
  readonly received: (event: Five9Event, at: number) => readonly string[]
  /** `now` is the instant for running waits: it stands still while nothing is confirmed. */
  readonly lines: (now: number) => readonly string[]
  /** The line of one queue, or with "0" of all queues. */
  readonly lineOf: (id: string, now: number) => string
  /** When the figures were last confirmed. */
  readonly confirmedAt: () => number | undefined
  /** False while increments may be missing. */
  readonly isConfirmed: () => boolean
  /** Increments were lost: the figures are unconfirmed until the next full statistics. */
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

/** Reads a figure of one line, for display or for thresholds. */
type Read = (metric: QueueMetric, purpose?: 'threshold') => GroupFigure

export function createQueueTable(): QueueTable {
  const statistics = createQueueStatistics()
  let confirmedAt: number | undefined
  let isComplete = false
  let lastTotals = ''

  function readerOf(id: string, now: number): Read {
    if (id !== totalsId) {
      const rows = [statistics.rows().get(id)]
      return (metric, purpose) =>
        (purpose === 'threshold' ? groupFigureForThreshold : groupFigure)(rows, metric, now)
    }
    const rows = [...statistics.rows().values()]
    return (metric, purpose) =>
      (purpose === 'threshold' ? floorFigureForThreshold : floorFigure)(
        statistics.totals(),
        rows,
        metric,
        now,
      )
  }

  /** The cells of a line. `isOfCallback`: the longest wait belongs to a callback. */
  function cellsOf(
    id: string,
    now: number,
  ): { readonly texts: readonly string[]; readonly isOfCallback: boolean } {
    const read = readerOf(id, now)
    return {
      texts: columns.map(([metric]) => shown(read(metric), metric)),
      isOfCallback: isCallbackWait({
        shownMs: read('currentLongestQueueTime').value,
        ofCallsMs: read('currentLongestQueueTime', 'threshold').value,
        callbacks: read('callbacksInQueue').value,
      }),
    }
  }

  const nameOf = (id: string) => (id === totalsId ? 'all' : printable(statistics.label(id)))
  const hasAny = () => statistics.rows().size > 0 || statistics.totals() !== undefined

  return {
    setNames: statistics.setQueues,
    received(event, at) {
      const parsed = parseStatistics(event)
      if (parsed === undefined) return []
      const isOfQueues = parsed.sources.some(({ dataSource }) => dataSource === queueSource)
      if (parsed.kind === 'full' && isOfQueues) isComplete = true
      if (parsed.kind === 'full' ? isOfQueues : isComplete) confirmedAt = at
      const changes = statistics.apply(parsed, at)
      const ids = changes.flatMap(({ added, updated, removed }) => [
        ...removed,
        ...[...added, ...updated].map(({ id }) => id),
      ])
      // A wait that only continues does not count as a change of this line.
      const totals = columns
        .filter(([metric]) => metric !== 'currentLongestQueueTime')
        .map(([metric]) => shown(readerOf(totalsId, at)(metric), metric))
        .join()
      const hasChanged = hasAny() && totals !== lastTotals
      lastTotals = totals
      return [...new Set([...(hasChanged ? [totalsId] : []), ...ids.filter((id) => id !== totalsId)])]
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
      const totals = columns.map(([, title], index) => {
        const mark = isOfCallback && index === waitColumn ? ' (callback)' : ''
        return `${texts[index] ?? '–'} ${title}${mark}`
      })
      return `${nameOf(id)}: ${totals.join(', ')}`
    },
    confirmedAt: () => confirmedAt,
    isConfirmed: () => isComplete,
    chainBroken() {
      isComplete = false
    },
  }
}

/** Removes control characters, which would move the cursor of the terminal. */
const printable = (name: string): string => name.replace(/\p{Cc}/gu, ' ')

function shown({ value, isAtLeast }: GroupFigure, metric: QueueMetric): string {
  if (value === undefined) return '–'
  const text = metric === 'currentLongestQueueTime' ? duration(value) : String(value)
  return isAtLeast ? `≥${text}` : text
}

/** Shortens a long name but keeps the id that distinguishes queues of the same name. */
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
