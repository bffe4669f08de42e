import { hash } from 'node:crypto'
import type { HistoryDay } from '@wallboard/relay/rest/history-day'
import type { DayRequest } from './reading/history-reader.ts'

/** Reads a day once for all who request the same of it. */
export interface DayReplies {
  /** Rejects as `HistoryReader.day` does. */
  readonly read: (request: DayRequest) => Promise<HistoryDay>
}

/** A day that is over does not change, unless damage is found; one that runs grows by what the recorder writes. */
const reuseForMs = { finished: 600_000, running: 60_000 } as const
/** A day of a large floor takes seconds to evaluate. */
const maxReplies = 50

/** Replies are shared by what they contain: recording, board, queues and visible rows. */
export function createDayReplies(deps: {
  readonly read: (request: DayRequest) => Promise<HistoryDay>
  readonly monotonic: () => number
  /** Epoch milliseconds. */
  readonly wall: () => number
}): DayReplies {
  const replies = new Map<string, { readonly reusedUntil: number; readonly day: Promise<HistoryDay> }>()

  function removeOld(now: number): void {
    for (const [key, { reusedUntil }] of replies) if (reusedUntil <= now) replies.delete(key)
    for (const key of replies.keys()) if (replies.size >= maxReplies) replies.delete(key)
  }

  return {
    read(request) {
      const now = deps.monotonic()
      removeOld(now)
      const key = hash('sha256', JSON.stringify(request))
      const known = replies.get(key)
      if (known !== undefined) return known.day
      const day = deps.read(request)
      const isFinished = request.to < deps.wall() - reuseForMs.running
      const reply = { reusedUntil: now + reuseForMs[isFinished ? 'finished' : 'running'], day }
      replies.set(key, reply)
      day.catch(() => {
        // The callers report the error; the next request reads again.
        if (replies.get(key) === reply) replies.delete(key)
      })
      return day
    },
  }
}
