import type { HealthReport } from '../operations/health.ts'
import { conditionText } from '../operations/readiness-text.ts'
import type { Condition } from '../operations/readiness.ts'

/** Logs in words what is wrong with a node, once for each change. */
export function createReadinessLog(deps: {
  readonly warn: (detail: object, message: string) => void
  readonly info: (detail: object, message: string) => void
  /** Writes a monotonic instant as a time of day. */
  readonly timeOf: (at: number) => string
}): (report: Pick<HealthReport, 'status' | 'reasons' | 'warnings'>) => void {
  let known = ''
  return ({ status, reasons, warnings }) => {
    const conditions: readonly Condition[] = [...reasons, ...warnings]
    const codes = conditions.map(({ code }) => code)
    if (codes.join(' ') === known) return
    known = codes.join(' ')
    const texts = conditions.map((condition) => conditionText(condition, deps.timeOf))
    if (conditions.length === 0) deps.info({ status }, 'this node serves live figures')
    else deps.warn({ status, codes, texts }, 'the readiness of this node has changed')
  }
}
