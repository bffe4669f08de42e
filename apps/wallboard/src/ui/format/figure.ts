import type { Unit } from '@wallboard/statistics'
import { formatWait } from './wait.ts'

let counts: Intl.NumberFormat | undefined

/** A count with the browser's own thousands separators: `12`, `1,164` or `1.164`. */
export function formatCount(value: number): string {
  // Making the format is slow, and small numbers look the same without it.
  if (Math.abs(value) < 1_000) return String(value)
  return (counts ??= new Intl.NumberFormat()).format(value)
}

/** A share of one in per cent. Rounding never reaches 0 % or 100 %: only exactly nothing and everything do. */
function formatShare(value: number): string {
  const percent = Math.round(value * 100)
  if (percent === 0 && value > 0) return '<1 %'
  if (percent === 100 && value !== 1) return value < 1 ? '>99 %' : '>100 %'
  return `${percent} %`
}

/** A figure in its unit: `1,164`, `4:07`, `81 %`; "–" for what is not known, "≥7" for what is at least that. */
export function formatFigure(value: number | undefined, unit: Unit, isAtLeast = false): string {
  if (value === undefined) return '–'
  const text = unit === 'ms' ? formatWait(value) : unit === 'share' ? formatShare(value) : formatCount(value)
  return isAtLeast ? `≥${text}` : text
}
