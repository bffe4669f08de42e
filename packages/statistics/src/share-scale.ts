import { readNumber, type Row } from './row.ts'

/**
 * Whether a source gives its rates as 0 to 1 or as 0 to 100. Five9 documents neither, and a single value does not tell:
 * 0.5 is a half or half a per cent. A source has one scale for all of its rows.
 */
export type ShareScale = 'fraction' | 'percent'

/** A rate as Five9 gave it, as 0 to 1. */
export const fromGiven = (given: number | undefined, scale: ShareScale): number | undefined =>
  given === undefined || scale === 'fraction' ? given : given / 100

const rateFields = ['serviceLevelQueue', 'serviceLevelTalk', 'abandonCallRate'] as const

const isPercentage = (value: number | undefined): boolean => value !== undefined && value > 1 && value <= 100

/** True where the abandon rate that Five9 gave is about what the counts of the row give. */
function countsShowFraction(row: Row): boolean {
  const given = readNumber(row, 'abandonCallRate')
  const abandoned = readNumber(row, 'abandonedCallsCount')
  const connected = readNumber(row, 'connectedCallsCount')
  if (given === undefined || abandoned === undefined || connected === undefined || abandoned === 0)
    return false
  const ratio = given / (abandoned / (abandoned + connected))
  // Five9 may count abandoned calls by another rule; between the scales lies a factor of a hundred.
  return ratio > 0.3 && ratio < 3
}

/**
 * The scale of a source's rates by all of its rows. A rate above 1 speaks for per cent, counts that give the same rate
 * for a fraction, and the majority of rows decides; without any evidence it is what it was `before`, at first
 * `fraction`, as in every frame that was captured.
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
