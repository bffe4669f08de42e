import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { plantNames } from './children/planted-costs.js'
import { evaluate, notMeasuredFigure } from './measure/paired.ts'
import { noticingRows } from './plants.ts'
import { lineOf, markdownOf, withGeneratedPart } from './report.ts'

const plantsDocument = readFileSync(new URL('../../../docs/planted-costs.md', import.meta.url), 'utf8')
const document = readFileSync(new URL('../../../docs/performance.md', import.meta.url), 'utf8')
const ratio = { section: 'TEST', name: 'a ratio', unit: '×', bound: { is: 'at most', value: 2 } } as const

describe(withGeneratedPart, () => {
  it('replaces what lies between the markers of docs/performance.md, and nothing else', () => {
    const once = withGeneratedPart(document, 'first')
    expect(once).toContain('\nfirst\n')
    expect(withGeneratedPart(once, 'second').replace('\nsecond\n', '\nfirst\n')).toBe(once)
    expect(() => withGeneratedPart('no markers', 'table')).toThrow('docs/performance.md')
  })
})

describe(markdownOf, () => {
  it('lists goals first, with an outcome, and rows without a goal after them', () => {
    const text = markdownOf('A machine.', [
      evaluate({ ...ratio, name: 'for information', bound: null }, [7]),
      evaluate(ratio, [1, 1.5, 7], 'a note'),
    ])
    expect(text).toContain('| TEST | a ratio | 1.50 × | 1.00–7.00 | ≤ 2 × | UNCLEAR | a note |')
    expect(text.indexOf('a ratio')).toBeLessThan(text.indexOf('for information'))
  })
})

describe(lineOf, () => {
  it('says how many repetitions are not valid', () => {
    expect(lineOf(evaluate(ratio, [1, NaN, 1.5], 'a note'))).toContain('1 of 3 repetitions not valid; a note')
  })

  it('says why a section was not measured, without values', () => {
    const figure = notMeasuredFigure('DESK', 'the product ended by itself')
    expect(lineOf(figure)).toMatch(/^DESK +not measured +the product ended by itself$/)
    expect(markdownOf('A machine.', [figure])).toContain('the product ended by itself')
  })
})

describe('docs/performance.md', () => {
  it('describes every section of the bench, and planted-costs.md every planted cost', () => {
    const described = (name: string) => document.includes(`\`${name}\``)
    const isPlanted = (name: string) => plantsDocument.includes(`\`${name}\``)
    expect([...plantNames, ...Object.keys(noticingRows)].filter((name) => !isPlanted(name))).toEqual([])
    expect(plantNames.filter((name) => noticingRows[name] === undefined)).toEqual([])
    const list = readFileSync(new URL('sections.ts', import.meta.url), 'utf8')
    const names = [...list.matchAll(/name: '([A-Z-]+)'/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(15)
    expect(names.filter((name) => !described(name))).toEqual([])
  })

  it('stays readable: at most 200 lines without the generated tables', () => {
    expect(withGeneratedPart(document, '').split('\n').length).toBeLessThanOrEqual(200)
  })
})
