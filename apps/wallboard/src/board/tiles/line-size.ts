import type { TileDensity } from '../layout/space-requirements.ts'

/** So many have room in every tile, as the sheet has it: fewer are no larger, and change nothing. */
const leastCount = 2
const leastDigits = 6

/** Of the half em that the sheet gives each character of a line. */
const digitWidth = 1.3
const letterWidth = 0.9

/** What the sheet sizes a line of counts by: custom properties and their values. */
export type LineSize = readonly (readonly [property: string, value: number])[]

/** The size of a line of counts in each form; the names are those that stand beside the counts in words. */
export function lineSize(form: TileDensity, counts: readonly string[], names: readonly string[]): LineSize {
  const lengths = counts.map(({ length }) => length)
  const sum = lengths.reduce((total, length) => total + length, 0)
  switch (form) {
    case 'words': {
      const words = names.reduce((total, name) => total + ` ${name}   `.length, -'   '.length)
      return [['--characters', digitWidth * sum + letterWidth * words]]
    }
    case 'lines':
      return [['--count', Math.max(leastCount, ...lengths)]]
    case 'symbols':
      return [
        ['--digits', Math.max(leastDigits, sum)],
        ['--first', Math.max(leastCount, lengths[0] ?? 0)],
      ]
  }
}
