import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine } from './csv.ts'

describe(csvLine, () => {
  it('writes a record of RFC 4180, an unknown value as nothing', () => {
    expect(csvLine(['a', 'b,c', 'say "no"', 'two\nlines', null, 1234.5, 0])).toBe(
      'a,"b,c","say ""no""","two\nlines",,1234.5,0\r\n',
    )
    expect(csvLine([Number.NaN, Infinity, ''])).toBe(',,\r\n')
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['  +1', "'  +1"],
    ['\u00a0-1', "'\u00a0-1"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['safe\n=1+1', '"safe\n\'=1+1"'],
    ['a-b', 'a-b'],
  ])('puts an apostrophe before what a spreadsheet may compute: %j', (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`)
  })

  it('leaves numbers as they are, also negative ones', () => {
    expect(csvLine([-3, -0.5])).toBe('-3,-0.5\r\n')
  })

  it('keeps the number of cells and lines, whatever the texts hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (texts) => {
        const line = csvLine(texts).slice(0, -2)
        const outside = line.replace(/"(?:[^"]|"")*"/g, '')
        expect(outside.split(',')).toHaveLength(texts.length)
        expect(outside).not.toMatch(/[\r\n"]/)
      }),
    )
  })
})
