import { isTotalsId, readNumber, type Change, type Row } from '@wallboard/statistics'

/** What the rows of ACD_STATUS tell of one queue: calls that came, and calls that left. */
export interface QueueStep {
  readonly queueId: string
  /** At least this many calls came: a call that is answered at once may never be in a row. */
  readonly came: number
  /** At least this many calls and callbacks left: answered, or given up. A call that becomes a callback stays. */
  readonly left: number
}

/** Folds the changes of ACD_STATUS into steps of its queues. */
export interface QueueSteps {
  /** Applies one change. While the source is not live, rows are only noted. */
  readonly changed: (change: Change, isLive: boolean) => readonly QueueStep[]
}

interface QueueNow {
  readonly calls: number
  readonly callbacks: number
  /** When the longest waiting call came, by the clock of `asOf`. */
  readonly headCameAt: number | undefined
}

/** A wait is sent in whole seconds, and a row a moment after it was made. */
const headToleranceMs = 2_000

const numberIn = (row: Row, field: 'callsInQueue' | 'callbacksInQueue', known: number): number =>
  readNumber(row, field) ?? (Object.hasOwn(row, field) ? 0 : known)

function queueAfter(before: QueueNow | undefined, row: Row): QueueNow {
  const calls = numberIn(row, 'callsInQueue', before?.calls ?? 0)
  const callbacks = numberIn(row, 'callbacksInQueue', before?.callbacks ?? 0)
  const wait = readNumber(row, 'currentLongestQueueTime')
  // With callbacks the wait may be of a callback.
  const isHeadKnown = calls > 0 && callbacks === 0
  const headCameAt = wait === undefined ? before?.headCameAt : row.asOf - wait
  return { calls, callbacks, headCameAt: isHeadKnown ? headCameAt : undefined }
}

/** Another call waits longest, although the calls are not fewer: one left and one more came. */
function hasNewHead(before: QueueNow, after: QueueNow): boolean {
  if (before.headCameAt === undefined || after.headCameAt === undefined) return false
  return (
    before.calls > 0 && after.calls >= before.calls && after.headCameAt - before.headCameAt > headToleranceMs
  )
}

export function createQueueSteps(): QueueSteps {
  const queues = new Map<string, QueueNow>()

  /** Undefined when no call came or left. */
  function read(row: Row): QueueStep | undefined {
    const before = queues.get(row.id)
    const after = queueAfter(before, row)
    queues.set(row.id, after)
    if (before === undefined) return undefined
    const grown = after.calls - before.calls
    const replaced = hasNewHead(before, after) ? 1 : 0
    const moreCallbacks = after.callbacks - before.callbacks
    const callsLeft = Math.max(0, -grown - Math.max(0, moreCallbacks))
    const came = Math.max(0, grown) + replaced
    const left = callsLeft + replaced + Math.max(0, -moreCallbacks)
    return came + left > 0 ? { queueId: row.id, came, left } : undefined
  }

  return {
    changed({ added, updated, removed }, isLive) {
      const present = new Set(added.map(({ id }) => id))
      for (const id of removed) if (!present.has(id)) queues.delete(id)
      const steps: QueueStep[] = []
      const note = (row: Row) => {
        if (isTotalsId(row.id)) return
        const step = read(row)
        if (isLive && step !== undefined) steps.push(step)
      }
      added.forEach(note)
      updated.forEach(note)
      return steps
    },
  }
}
