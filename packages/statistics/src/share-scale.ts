import { readNumber, type Row } from './row.ts'

/**
 * Whether the rates of a source are 0 to 1 or 0 to 100. Five9 does not document it, and a single value does not tell:
 * 0.5 may be a half or half a per cent. All rows of a source have the same scale.
 */
export type ShareScale = 'fraction' | 'percent'

/** A rate from Five9, converted to 0 to 1. */
export const toFraction = (sent: number | undefined, scale: ShareScale): number | undefined =>
  sent === undefined || scale === 'fraction' ? sent : sent / 100

const rateFields = ['serviceLevelQueue', 'serviceLevelTalk', 'abandonCallRate'] as const

const isPercentage = (value: number | undefined): boolean => value !== undefined && value > 1 && value <= 100

/** True when the abandon rate from Five9 is close to the rate computed from the row's counts. */
function countsShowFraction(row: Row): boolean {
  const sent = readNumber(row, 'abandonCallRate')
  const abandoned = readNumber(row, 'abandonedCallsCount')
  const connected = readNumber(row, 'connectedCallsCount')
  if (sent === undefined || abandoned === undefined || connected === undefined || abandoned === 0)
    return false
  const ratio = sent / (abandoned / (abandoned + connected))
  // Five9 may count abandoned calls by another rule; the two scales differ by a factor of 100.
  return ratio > 0.3 && ratio < 3
}

/**
 * The scale of a source, decided by the majority of its rows: a rate above 1 counts for per cent, and a rate that
 * agrees with the row's counts for fractions. Without evidence the scale stays `before`: `fraction` at first, as in
 * all captured frames.
 */
export function shareScaleOf(rows: Iterable<Row>, before: ShareScale = 'fraction'): ShareScale {
  let percents = 0
  let fractions = 0
  for (const row of rows) {
    if (rateFields.some((field) => isPercentage(readNumber(row, field)))) percents += 1
    else if (countsShowFraction(row)) fractions += 1
  }
  if (percents === 0 && fractions === 0) return before
  return percents >= fractions ? 'percent' : 'fraction'
}
