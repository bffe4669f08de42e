import type { RunRecord } from './run-record.ts'

/** The runs of one case, or of all cases of one row. Times in milliseconds, also of runs that exceeded a limit. */
export interface CaseSummary {
  readonly title: string
  readonly runs: number
  readonly failed: number
  /** Undefined when the screens recovered in no run. */
  readonly recoveredMs: { readonly median: number; readonly max: number } | undefined
  readonly twoSocketsMs: number
  readonly oldestLiveMs: number
}

/** The row of docs/reliability.md that a title names: C3 for `[cluster 3]`. */
export const rowOf = (title: string): string => `C${/\[cluster (\d+)\]/.exec(title)?.[1] ?? ''}`

export function summaryOf(title: string, records: readonly RunRecord[]): CaseSummary {
  const measured = records.flatMap((record) => record.measured ?? [])
  const times = measured.map(({ recoveredMs }) => recoveredMs).sort((one, other) => one - other)
  const median = times[Math.floor((times.length - 1) / 2)]
  const max = times.at(-1)
  return {
    title,
    runs: records.length,
    failed: records.filter(({ failure }) => failure !== undefined).length,
    recoveredMs: median === undefined || max === undefined ? undefined : { median, max },
    twoSocketsMs: Math.max(0, ...measured.map(({ twoSocketsMs }) => twoSocketsMs)),
    oldestLiveMs: Math.max(0, ...measured.map(({ oldestLiveMs }) => oldestLiveMs)),
  }
}

/** One summary for each value of `keyOf`, in the order of their first records. */
export function summariesBy(
  keyOf: (title: string) => string,
  records: readonly RunRecord[],
): readonly CaseSummary[] {
  const groups = new Map<string, RunRecord[]>()
  for (const record of records) {
    const key = keyOf(record.title)
    groups.set(key, [...(groups.get(key) ?? []), record])
  }
  return [...groups].map(([key, group]) => summaryOf(key, group))
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
const runsOf = (count: number) => (count === 1 ? 'one run' : `${count} runs`)

/** The recovery of a row in words: `5.7 s, at most 7.3 s (50 runs)`. */
export function recoveryText({ recoveredMs, runs: count, failed }: CaseSummary): string {
  const runs = failed === 0 ? runsOf(count) : `${runsOf(count)}, of which ${failed} failed`
  if (recoveredMs === undefined) return `not measured (${runs})`
  if (recoveredMs.max === 0) return `no screen was affected (${runs})`
  return `${seconds(recoveredMs.median)}, at most ${seconds(recoveredMs.max)} (${runs})`
}

/** A table in Markdown with a line for each case, ordered by row. The row comes second: lines of the fault table begin with it. */
export function summaryTable(summaries: readonly CaseSummary[]): string {
  const head = '| case | row | median | longest | runs | two sockets to Five9 | shown as live, oldest |'
  const number = (title: string) => Number(rowOf(title).slice(1))
  const lines = summaries
    .toSorted((one, other) => number(one.title) - number(other.title))
    .map(({ title, recoveredMs, runs: count, failed, twoSocketsMs, oldestLiveMs }) => {
      const times =
        recoveredMs === undefined ? ['–', '–'] : [recoveredMs.median, recoveredMs.max].map(seconds)
      const runs = failed === 0 ? String(count) : `${count}, ${failed} failed`
      const name = title.replace(/\[.*?\]\s*/, '')
      return [name, rowOf(title), ...times, runs, seconds(twoSocketsMs), seconds(oldestLiveMs)].join(' | ')
    })
  return [head, '| --- | --- | --- | --- | --- | --- | --- |', ...lines.map((line) => `| ${line} |`)].join(
    '\n',
  )
}
