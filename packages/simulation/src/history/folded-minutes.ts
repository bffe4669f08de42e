import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { RecordedLine } from './recorded-lines.ts'

/** The waiting calls of a queue in a minute, folded by a plain loop. */
export interface FoldedMinute {
  liveMs: number
  area: number
  max: number
}

const minuteMs = 60_000

/** The stretches of `[from, to)` that are live, cut at full minutes. */
function* liveParts(live: readonly CoverageSpan[], from: number, to: number) {
  for (const span of live) {
    const end = Math.min(span.endsAt, to)
    let start = Math.max(span.startsAt, from)
    while (start < end) {
      const next = Math.min(end, (Math.floor(start / minuteMs) + 1) * minuteMs)
      yield { minute: Math.floor(start / minuteMs) * minuteMs, ms: next - start }
      start = next
    }
  }
}

/**
 * Folds the waiting calls of each queue into minutes, from the lines of the recording and the live spans alone.
 * @returns the minutes by queue id, by their start
 */
export function foldedMinutes(
  lines: readonly RecordedLine[],
  spans: readonly CoverageSpan[],
): ReadonlyMap<string, ReadonlyMap<number, FoldedMinute>> {
  const live = spans.filter(({ kind }) => kind === 'live')
  const rows = new Map<string, number>()
  const folded = new Map<string, Map<number, FoldedMinute>>()
  let firstLive = 0

  function fold(from: number, to: number): void {
    while ((live[firstLive]?.endsAt ?? Infinity) <= from) firstLive += 1
    const around: CoverageSpan[] = []
    for (let index = firstLive; (live[index]?.startsAt ?? Infinity) < to; index += 1)
      around.push(...live.slice(index, index + 1))
    for (const { minute, ms } of liveParts(around, from, to))
      for (const [id, calls] of rows) {
        const ofQueue = folded.get(id) ?? new Map<number, FoldedMinute>()
        folded.set(id, ofQueue)
        const bucket = ofQueue.get(minute) ?? { liveMs: 0, area: 0, max: 0 }
        ofQueue.set(minute, bucket)
        bucket.liveMs += ms
        bucket.area += calls * ms
        bucket.max = Math.max(bucket.max, calls)
      }
  }

  for (const [index, line] of lines.entries()) {
    if (line.isKeyframe) rows.clear()
    for (const id of line.removed) rows.delete(id)
    for (const row of [...line.added, ...line.updated]) {
      const calls = row['callsInQueue']
      if (typeof calls === 'number') rows.set(row.id, calls)
    }
    fold(line.at, lines[index + 1]?.at ?? Infinity)
  }
  return folded
}
