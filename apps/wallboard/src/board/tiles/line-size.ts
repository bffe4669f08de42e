import type { TileDensity } from '../layout/space-requirements.ts'

/** Every tile has room for so many characters: shorter counts are not drawn larger. */
const minCount = 2
const minDigits = 6

/** Widths as multiples of the half em that the style sheet reserves for each character of a line. */
const digitWidth = 1.3
const letterWidth = 0.9

/** The custom properties by which the style sheet sizes a line of counts. */
export type LineSize = readonly (readonly [property: string, value: number])[]

/** The size of a line of counts in each density; `names` stand beside the counts in words. */
export function lineSize(form: TileDensity, counts: readonly string[], names: readonly string[]): LineSize {
  const lengths = counts.map(({ length }) => length)
  const sum = lengths.reduce((total, length) => total + length, 0)
  switch (form) {
    case 'words': {
      const words = names.reduce((total, name) => total + ` ${name}   `.length, -'   '.length)
      return [['--characters', digitWidth * sum + letterWidth * words]]
    }
    case 'lines':
      return [['--count', Math.max(minCount, ...lengths)]]
    case 'symbols':
      return [
        ['--digits', Math.max(minDigits, sum)],
        ['--first', Math.max(minCount, lengths[0] ?? 0)],
      ]
  }
}
