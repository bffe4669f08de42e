import { describe, expect, it } from 'vitest'
import { evaluate, notMeasuredFigure } from './measure/paired.ts'
import { compareValues } from './plants.ts'
import { figureOf, goalsOfRuns, markdownOfRuns, RunFigure } from './runs.ts'

const figure = (outcome: RunFigure['outcome'], median = 1): RunFigure => ({
  ...{ section: 'TEST', name: 'a ratio', unit: '×', note: '' },
  bound: outcome === 'info' ? null : { is: 'at most', value: 2 },
  median,
  values: [median],
  wasExtended: false,
  outcome,
})
const runOf = (...figures: readonly RunFigure[]) => ({
  machine: { cores: 2, cpu: 'a processor', memoryGiB: 8, node: 'v20', chromium: '150' },
  tookSeconds: 290,
  times: [],
  figures: [...figures],
})
const failure = RunFigure.parse(
  JSON.parse(JSON.stringify(notMeasuredFigure('DESK', 'the product ended by itself'))),
)

describe(goalsOfRuns, () => {
  it('meets a goal that passes in four of five runs, and counts unclear and missing ones as misses', () => {
    const four = [figure('pass'), figure('pass'), figure('unclear', 2), figure('pass'), figure('pass')]
    expect(goalsOfRuns(four.map((each) => [each]))).toEqual([
      {
        ...{ section: 'TEST', name: 'a ratio', goal: '≤ 2 ×' },
        passes: 4,
        values: ['1.00', '1.00', '2.00 ?', '1.00', '1.00'],
        isMet: true,
      },
    ])
    const [three] = goalsOfRuns([[figure('pass')], [figure('pass')], [figure('pass')], [figure('fail')], []])
    expect(three).toMatchObject({ passes: 3, isMet: false })
    expect(three?.values.slice(-2)).toEqual(['1.00 ✗', '–'])
  })

  it('ignores rows without a goal, and sections that failed', () => {
    expect(goalsOfRuns([[figure('info'), failure]])).toEqual([])
  })
})

describe(markdownOfRuns, () => {
  it('has one line for each goal with the values of all runs, and says what was not measured', () => {
    const text = markdownOfRuns(
      [runOf(figure('pass')), runOf(figure('fail', 3)), runOf(failure)],
      '2026-11-27',
    )
    expect(text).toContain('| TEST | a ratio | ≤ 2 × | 1.00 | 3.00 ✗ | – | **1** |')
    expect(text).toContain('- Run 3: DESK was not measured: the product ended by itself')
    expect(text).toContain('0 of 1 goals')
  })
})

describe('the figures of a run', () => {
  it('keep their values in JSON, with null for a repetition that is not valid', () => {
    const goal = { section: 'TEST', name: 'a ratio', unit: '×', bound: null } as const
    const parsed = RunFigure.parse(JSON.parse(JSON.stringify(evaluate(goal, [1, NaN]))))
    expect(parsed.values).toEqual([1, null])
  })
})

describe(figureOf, () => {
  it('gives the same figure as the process that has measured it', () => {
    const goal = { section: 'TEST', name: 'a ratio', unit: '×', bound: { is: 'at most', value: 2 } } as const
    const measured = evaluate(goal, [1, NaN, 3], 'a note', true)
    expect(figureOf(RunFigure.parse(JSON.parse(JSON.stringify(measured))))).toEqual(measured)
    expect(figureOf(failure)).toEqual(notMeasuredFigure('DESK', 'the product ended by itself'))
  })
})

describe(compareValues, () => {
  it('notices a cost only when the intervals do not overlap', () => {
    expect(compareValues([1, 1.1, 1.2, 1.1], [2, 2.2, 2.1, 2]).isNoticed).toBe(true)
    expect(compareValues([1, 1.1, 2.1, 1.9], [2, 2.2, 2.1, 1.8]).isNoticed).toBe(false)
    expect(compareValues([1, 1.1], [NaN, NaN]).isNoticed).toBe(false)
  })

  it('notices that values fall, in a row whose goal is a least value', () => {
    expect(compareValues([12, 13], [9, 10], 'down').isNoticed).toBe(true)
    expect(compareValues([12, 13], [15, 16], 'down').isNoticed).toBe(false)
  })
})
