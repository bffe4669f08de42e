import type { Unit } from '@wallboard/statistics'
import { formatWait } from './wait.ts'

/** A figure in its unit: `12`, `4:07`, `81 %`; "–" for what is not known, "≥ 7" for what is at least that. */
export function formatFigure(value: number | undefined, unit: Unit, isAtLeast = false): string {
  if (value === undefined) return '–'
  const text =
    unit === 'ms' ? formatWait(value) : unit === 'share' ? `${Math.round(value * 100)} %` : String(value)
  return isAtLeast ? `≥${text}` : text
}
