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

let compactCounts: Intl.NumberFormat | undefined

const formatCompactCount = (value: number): string =>
  (compactCounts ??= new Intl.NumberFormat(undefined, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  })).format(value)

/** This many characters of a count fit into the narrowest column of figures of the desk. */
const maxNarrowCount = 5
const hourMs = 3_600_000
/** From here on a wait has hours only: its minutes would not fit. */
const maxNarrowWaitHours = 100

/**
 * A figure for a narrow column, which would cut a longer one: `12.3K` for 12,345, `2400 h` for 2400 h 05. `whole` is its
 * text from `formatFigure`.
 */
export function formatNarrowFigure(value: number | undefined, unit: Unit, whole: string): string {
  if (value === undefined) return whole
  if (unit === 'count') return whole.length > maxNarrowCount ? formatCompactCount(value) : whole
  if (unit !== 'ms' || value < maxNarrowWaitHours * hourMs) return whole
  const hours = Math.floor(value / hourMs)
  return `${hours < 10_000 ? hours : formatCompactCount(hours)} h`
}

/** A figure for a narrow column, and on hover its whole text where that says more. */
export function narrowFigure(
  value: number | undefined,
  unit: Unit,
  isAtLeast = false,
): { readonly text: string; readonly title: string } {
  const whole = formatFigure(value, unit, isAtLeast)
  const short = formatNarrowFigure(value, unit, formatFigure(value, unit))
  const text = isAtLeast && value !== undefined ? `≥${short}` : short
  return { text, title: text === whole ? '' : whole }
}
