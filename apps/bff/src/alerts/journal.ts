import { Fenced, type Fence } from '../storage/fence.ts'
import type { AlertRecordStore, EnqueueNotices, JournalEntry } from './alert-record.ts'

/**
 * Writes what evaluators decide, in order, with its messages: at the end of the turn, and then all of a quarter of a second
 * in one transaction, since each one waits for the disk. Screens do not wait for it: they show an alert while the disk is
 * full. What cannot be written is tried again, unless another node evaluates the feed by now.
 */
export interface Journal {
  readonly add: (entry: JournalEntry) => void
  /** Writes at once. Resolves when all that was added is written, or cannot be written now. */
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
}

const isEmpty = ({ opened, changed, events, states, notices }: JournalEntry): boolean =>
  [opened, changed, events, states, notices].every((rows) => rows.length === 0)

const isUnder = (entry: JournalEntry, fence: Fence): boolean =>
  entry.fence?.feed === fence.feed && entry.fence.number <= fence.number

/** The shortest time between two transactions, unless one is asked for. */
const paceMs = 250
const retryMs = 1_000
/** Beyond this many the oldest entries are dropped: a disk that is full for days must not fill the memory. */
const maxPending = 10_000

export function createJournal(deps: {
  readonly store: Pick<AlertRecordStore, 'write'>
  readonly enqueue: EnqueueNotices
  readonly logError: (error: unknown) => void
}): Journal {
  let pending: JournalEntry[] = []
  let writing: Promise<void> | undefined
  let due: NodeJS.Immediate | undefined
  let pause: NodeJS.Timeout | undefined
  let retry: NodeJS.Timeout | undefined
  let isFailing = false
  let isClosed = false

  async function writeAll(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending
      pending = []
      try {
        await deps.store.write(batch, deps.enqueue)
        isFailing = false
      } catch (error) {
        pending = [...batch, ...pending].slice(-maxPending)
        if (error instanceof Fenced && error.fence !== undefined) {
          // Another node evaluates this feed: what this one has decided since does not count.
          const { fence } = error
          pending = pending.filter((entry) => !isUnder(entry, fence))
          continue
        }
        if (!isFailing) deps.logError(error)
        isFailing = true
        if (!isClosed) retry = setTimeout(start, retryMs).unref()
        return
      }
    }
  }

  function start(): void {
    clearTimeout(retry)
    clearImmediate(due)
    due = undefined
    writing ??= writeAll().finally(() => {
      writing = undefined
      if (isClosed) return
      clearTimeout(pause)
      pause = setTimeout(() => {
        pause = undefined
        writeSoon()
      }, paceMs).unref()
    })
  }

  function writeSoon(): void {
    if (pending.length === 0 || isFailing || writing !== undefined || pause !== undefined) return
    due ??= setImmediate(start)
  }

  async function writeNow(): Promise<void> {
    do {
      start()
      await writing
    } while (pending.length > 0 && !isFailing)
  }

  return {
    add(entry) {
      if (isEmpty(entry)) return
      pending.push(entry)
      writeSoon()
    },
    flush: writeNow,
    async close() {
      isClosed = true
      await writeNow()
      clearTimeout(retry)
      clearTimeout(pause)
    },
  }
}
