import type { TrendsRequest } from './reading/history-reader.ts'
import type { HistoryTrends } from '@wallboard/relay/rest/history-trends'

/** Reads and encodes the trends of a board once for all screens that request them at about the same time. */
export interface TrendReplies {
  /** The reply as JSON. Rejects as `HistoryReader.trends` does. */
  readonly textFor: (request: Omit<TrendsRequest, 'now'>) => Promise<string>
}

/** The recorder writes every ten seconds: an older reply would lack what is written by now. */
const reuseForMs = 5_000

/**
 * Replies are shared by what they contain: recording, trends and queues. So nobody receives the reply of somebody who
 * may see more.
 */
export function createTrendReplies(deps: {
  readonly read: (request: TrendsRequest) => Promise<HistoryTrends>
  readonly monotonic: () => number
  /** Epoch milliseconds. */
  readonly wall: () => number
}): TrendReplies {
  const replies = new Map<string, { readonly readAt: number; readonly text: Promise<string> }>()

  function removeOld(now: number): void {
    for (const [key, { readAt }] of replies) if (now - readAt >= reuseForMs) replies.delete(key)
  }

  return {
    textFor(request) {
      const now = deps.monotonic()
      removeOld(now)
      const { name, isPersonal, dayRule, holidays, until, trends, sparkLines, usual } = request
      const recording = [name.org, name.username, isPersonal]
      const key = JSON.stringify([...recording, dayRule, holidays, until, trends, sparkLines, usual])
      const known = replies.get(key)
      if (known !== undefined) return known.text
      const text = deps.read({ ...request, now: until ?? deps.wall() }).then((read) => JSON.stringify(read))
      const reply = { readAt: now, text }
      replies.set(key, reply)
      text.catch(() => {
        // The callers report the error; the next request reads again.
        if (replies.get(key) === reply) replies.delete(key)
      })
      return text
    },
  }
}
