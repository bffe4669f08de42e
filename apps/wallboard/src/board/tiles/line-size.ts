import type { TileDensity } from '../layout/space-requirements.ts'

/** Every tile has room for this many characters: shorter counts are not drawn larger. */
const minCount = 2
const minDigits = 6

/** Widths in half ems: the style sheet reserves half an em for each character of a line. */
const digitWidth = 1.3
const letterWidth = 0.9

/** Custom properties that size a line of counts in the style sheet. */
export type LineSize = readonly (readonly [property: string, value: number])[]

/** The size of a line of counts at a density; `names` are the words beside the counts at full density. */
export function lineSize(
  density: TileDensity,
  counts: readonly string[],
  names: readonly string[],
): LineSize {
  const lengths = counts.map(({ length }) => length)
  const sum = lengths.reduce((total, length) => total + length, 0)
  switch (density) {
    case 'full': {
      const words = names.reduce((total, name) => total + ` ${name}   `.length, -'   '.length)
      return [['--characters', digitWidth * sum + letterWidth * words]]
    }
    case 'compact':
      return [['--count', Math.max(minCount, ...lengths)]]
    case 'icons':
      return [
        ['--digits', Math.max(minDigits, sum)],
        ['--first', Math.max(minCount, lengths[0] ?? 0)],
      ]
  }
}
