import type { Unit } from '@wallboard/statistics'
import { formatWait } from './wait.ts'

let counts: Intl.NumberFormat | undefined

/** A count with the thousands separators of the browser's language: `12`, `1,164` or `1.164`. */
export function formatCount(value: number): string {
  // Creating the format is slow, and numbers below 1,000 need none.
  if (Math.abs(value) < 1_000) return String(value)
  return (counts ??= new Intl.NumberFormat()).format(value)
}

/** A share from 0 to 1 as a percentage. Only exactly 0 and 1 are shown as 0 % and 100 %, no rounded value. */
function formatShare(value: number): string {
  const percent = Math.round(value * 100)
  if (percent === 0 && value > 0) return '<1 %'
  if (percent === 100 && value !== 1) return value < 1 ? '>99 %' : '>100 %'
  return `${percent} %`
}

/** A ratio with one decimal: `1.4` or `1,4`. */
const formatRatio = (value: number): string =>
  value.toLocaleString(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const formats: Readonly<Record<Unit, (value: number) => string>> = {
  count: formatCount,
  ms: formatWait,
  share: formatShare,
  ratio: formatRatio,
}

/** A figure in its unit: `1,164`, `4:07`, `81 %`, `1.4`; "–" for an unknown value, "≥7" for a lower bound. */
export function formatFigure(value: number | undefined, unit: Unit, isAtLeast = false): string {
  if (value === undefined) return '–'
  const text = formats[unit](value)
  return isAtLeast ? `≥${text}` : text
}
