import {
  DataSource,
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
  /** Takes an event in; the result names the queues that it changed. `at` is of one clock, whichever. */
  readonly received: (event: Five9Event, at: number) => readonly string[]
  /** `now` is where the clocks stand: it stops while nothing is confirmed. */
  readonly lines: (now: number) => readonly string[]
  /** One queue on a line of its own. */
  readonly lineOf: (id: string, now: number) => string
  /** When the figures were last known to be whole. */
  readonly confirmedAt: () => number | undefined
  /** False while increments may be missing from the figures. */
  readonly isConfirmed: () => boolean
  /** Increments were lost: the figures are old until all of them come again. */
  readonly chainBroken: () => void
}

interface TimedRow {
  readonly row: StatRow
  readonly at: number
}

const columns = [
  ['callsInQueue', 'calls'],
  ['longest', 'longest'],
  ['agentsInQueue', 'ready'],
  ['agentsOnCall', 'on call'],
  ['agentsNotReadyForCalls', 'not ready'],
] as const

const nameWidth = 30
const totalsId = '0'

export function createQueueTable(): QueueTable {
  const rows = new Map<string, TimedRow>()
  let names = new Map<string, string>()
  let confirmedAt: number | undefined
  let isWhole = false

  /** Undefined when they hold nothing of the queues. */
  function full(payLoad: unknown, at: number): string[] | undefined {
    const source = parseFullStatistics(payLoad).sources.find(
      ({ dataSource }) => dataSource === DataSource.AcdStatus,
    )
    if (source === undefined) return undefined
    const before = [...rows.keys()]
    rows.clear()
    for (const row of source.data) rows.set(row.id, { row, at })
    return [...new Set([...before, ...rows.keys()])]
  }

  function increment(payLoad: unknown, at: number): string[] {
    const touched: string[] = []
    for (const source of parseIncrementalStatistics(payLoad).sources) {
      if (source.dataSource !== DataSource.AcdStatus) continue
      for (const id of source.removed) rows.delete(id)
      for (const row of [...source.added, ...source.updated])
        rows.set(row.id, { row: { ...rows.get(row.id)?.row, ...row }, at })
      touched.push(...source.removed, ...[...source.added, ...source.updated].map(({ id }) => id))
    }
    return touched
  }

  const nameOf = (id: string) => (id === totalsId ? 'all' : printable(names.get(id) ?? id))

  function cells(id: string, now: number): string[] {
    const timed = rows.get(id)
    return columns.map(([field]) => (field === 'longest' ? longest(timed, now) : shown(timed?.row[field])))
  }

  return {
    setNames(queues) {
      names = new Map(queues.map(({ id, name }) => [id, name]))
    },
    received({ context, payLoad }, at) {
      const isFull = context.eventId === EventId.FullStatistics
      if (!isFull && context.eventId !== EventId.IncrementalStatistics) return []
      if (!isFull) {
        if (isWhole) confirmedAt = at
        return increment(payLoad, at)
      }
      const touched = full(payLoad, at)
      if (touched !== undefined) {
        isWhole = true
        confirmedAt = at
      }
      return touched ?? []
    },
    lines(now) {
      const ids = [...rows.keys()].sort((a, b) => nameOf(a).localeCompare(nameOf(b)))
      const head = ['queue'.padEnd(nameWidth), ...columns.map(([, title]) => title.padStart(10))].join('')
      return [
        head,
        ...ids.map((id) => [fitted(nameOf(id)), ...cells(id, now).map((cell) => cell.padStart(10))].join('')),
      ]
    },
    lineOf(id, now) {
      if (!rows.has(id)) return `${nameOf(id)}: gone`
      const told = columns.map(([, title], index) => `${cells(id, now)[index] ?? '–'} ${title}`)
      return `${nameOf(id)}: ${told.join(', ')}`
    },
    confirmedAt: () => confirmedAt,
    isConfirmed: () => isWhole,
    chainBroken() {
      isWhole = false
    },
  }
}

/** A name must not move the cursor of whoever reads it. */
const printable = (name: string): string => name.replace(/\p{Cc}/gu, ' ')

const shown = (value: unknown): string => (typeof value === 'number' ? String(value) : '–')

const fitted = (name: string): string =>
  (name.length > nameWidth - 1 ? `${name.slice(0, nameWidth - 2)}…` : name).padEnd(nameWidth)

/** The longest wait, in minutes and seconds: Five9's figure, and what has passed since while anybody waits. */
function longest(timed: TimedRow | undefined, now: number): string {
  if (timed === undefined) return '–'
  const { currentLongestQueueTime: given, callsInQueue, callbacksInQueue } = timed.row
  if (typeof given !== 'number') return '–'
  const isWaiting = Number(callsInQueue ?? 0) + Number(callbacksInQueue ?? 0) > 0
  const seconds = Math.floor((given + (isWaiting ? Math.max(0, now - timed.at) : 0)) / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
