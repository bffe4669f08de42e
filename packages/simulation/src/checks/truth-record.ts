import { canonicalRow, queueSource, totalsId, type Fields, type Source } from '../five9/rows.ts'

/** Which queues a screen shows; undefined: all. */
export type QueueChoice = readonly string[] | undefined

/** Every state that Five9 has reported, and until when it was the latest. */
export interface TruthRecord {
  /** Records that Five9 reports these rows from now on, or would if its frames were not lost. */
  readonly report: (source: Source, rows: ReadonlyMap<string, Fields>) => void
  /** True time until which a state was true: Infinity while it is; undefined for one that never was. */
  readonly trueUntil: (source: Source, queues: QueueChoice, canonical: string) => number | undefined
  /** True time of Five9's last report of the source. */
  readonly reportedAt: (source: Source) => number
  readonly current: (source: Source, queues: QueueChoice) => string
}

/** @param choices the queue choices that screens may have */
export function createTruthRecord(now: () => number, choices: readonly QueueChoice[]): TruthRecord {
  const current = new Map<string, string>()
  const reportedAt = new Map<Source, number>()
  const until = new Map<string, Map<string, number>>()
  const keyOf = (source: Source, queues: QueueChoice) =>
    source === queueSource && queues !== undefined ? `${source} ${queues.join()}` : source

  function record(key: string, canonical: string): void {
    const before = current.get(key)
    if (before === canonical) return
    const ofKey = until.get(key) ?? new Map<string, number>()
    until.set(key, ofKey)
    if (before !== undefined) ofKey.set(before, now())
    ofKey.set(canonical, Infinity)
    current.set(key, canonical)
  }

  return {
    report(source, rows) {
      reportedAt.set(source, now())
      const texts = [...rows.values()].map((row) => [row.id, canonicalRow(source, row)] as const)
      for (const queues of source === queueSource ? choices : [undefined]) {
        const ids = queues && new Set([totalsId, ...queues])
        const chosen = texts.filter(([id]) => ids?.has(id) ?? true).map(([, text]) => text)
        record(keyOf(source, queues), chosen.sort().join('\n'))
      }
    },
    trueUntil: (source, queues, canonical) => until.get(keyOf(source, queues))?.get(canonical),
    reportedAt: (source) => reportedAt.get(source) ?? 0,
    current: (source, queues) => current.get(keyOf(source, queues)) ?? '',
  }
}
