import { describe, expect, it } from 'vitest'
import { cutName, fitsLines } from './cut-name.ts'

/** Letters of one width, 12 on a line. */
const fitsOn =
  (lines: 1 | 2, width = 12) =>
  (text: string) =>
    fitsLines(text, { width, lines, widthOf: ({ length }) => length })

const visible = (names: readonly string[], lines: 1 | 2) =>
  names.map((name, index) =>
    cutName({
      name,
      id: `30000${index}`,
      others: names.filter((other) => other !== name),
      fits: fitsOn(lines),
    }),
  )

describe('a name that does not fit', () => {
  it.each([1, 2] as const)('keeps its short last word, on %d lines', (lines) => {
    const shown = visible(['Business Accounts Evening 2', 'Business Accounts Evening 3'], lines)
    expect(shown).toEqual(
      lines === 1 ? ['Business… 2', 'Business… 3'] : ['Business Accounts… 2', 'Business Accounts… 3'],
    )
    expect(shown.filter((text) => !fitsOn(lines)(text))).toEqual([])
  })

  it.each([1, 2] as const)(
    'shows its id where the same would be visible of another, on %d lines',
    (lines) => {
      const names = [
        'Nordrhein Privatkunden Stufe 2',
        'Nordrhein Geschäftskunden Stufe 2',
        'Nordrhein Firmenkunden',
      ]
      const shown = visible(names, lines)
      expect(new Set(shown).size).toBe(3)
      expect(shown.every((text) => text.includes('…'))).toBe(true)
      expect(shown.filter((text) => text.includes('(30000'))).toHaveLength(lines === 1 ? 2 : 0)
    },
  )

  it('keeps the id of queues that share a name', () => {
    const names = ['Business Accounts Evening (300001)', 'Business Accounts Evening (300002)']
    const shown = names.map((name, index) =>
      cutName({
        name,
        id: `30000${index + 1}`,
        others: names.filter((other) => other !== name),
        fits: fitsOn(2),
      }),
    )
    expect(shown.map((text) => text.slice(-10))).toEqual(['… (300001)', '… (300002)'])
  })

  it('may be one long word', () => {
    expect(visible(['Donaudampfschifffahrtsgesellschaft'], 1)).toEqual(['Donaudampfs…'])
    expect(visible(['Donaudampfschifffahrtsgesellschaft'], 2)).toEqual(['Donaudampfschifffahrts…'])
  })
})
