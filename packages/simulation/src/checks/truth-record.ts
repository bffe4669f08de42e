import { canonicalRow, queueSource, totalsId, type Fields, type Source } from '../five9/rows.ts'

/** Which queues a viewer is shown; undefined: all of them. */
export type QueueChoice = readonly string[] | undefined

/** Every state that Five9 has said, and until when it was the last one. */
export interface TruthRecord {
  /** Five9 says (or would say) these rows from now on. */
  readonly said: (source: Source, rows: ReadonlyMap<string, Fields>) => void
  /** True time until which a state was true: Infinity while it is; undefined for one that never was. */
  readonly trueUntil: (source: Source, queues: QueueChoice, canonical: string) => number | undefined
  /** When Five9 last said something of the source. */
  readonly saidAt: (source: Source) => number
  readonly current: (source: Source, queues: QueueChoice) => string
}

export function createTruthRecord(now: () => number, choices: readonly QueueChoice[]): TruthRecord {
  const current = new Map<string, string>()
  const saidAt = new Map<Source, number>()
  const until = new Map<string, Map<string, number>>()
  const keyOf = (source: Source, queues: QueueChoice) =>
    source === queueSource && queues !== undefined ? `${source} ${queues.join()}` : source

  function record(key: string, canonical: string): void {
    const before = current.get(key)
    if (before === canonical) return
    const own = until.get(key) ?? new Map<string, number>()
    until.set(key, own)
    if (before !== undefined) own.set(before, now())
    own.set(canonical, Infinity)
    current.set(key, canonical)
  }

  return {
    said(source, rows) {
      saidAt.set(source, now())
      const texts = [...rows.values()].map((row) => [row.id, canonicalRow(source, row)] as const)
      for (const queues of source === queueSource ? choices : [undefined]) {
        const wanted = queues && new Set([totalsId, ...queues])
        const own = texts.filter(([id]) => wanted?.has(id) ?? true).map(([, text]) => text)
        record(keyOf(source, queues), own.sort().join('\n'))
      }
    },
    trueUntil: (source, queues, canonical) => until.get(keyOf(source, queues))?.get(canonical),
    saidAt: (source) => saidAt.get(source) ?? 0,
    current: (source, queues) => current.get(keyOf(source, queues)) ?? '',
  }
}
