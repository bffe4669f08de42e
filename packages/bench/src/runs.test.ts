import { describe, expect, it } from 'vitest'
import { goalsOfRuns, type RunFigure } from './runs.ts'

const figure = (outcome: RunFigure['outcome'], median = 1): RunFigure => ({
  ...{ section: 'TEST', name: 'a ratio', unit: '×' },
  median,
  outcome,
})

describe(goalsOfRuns, () => {
  it('meets a goal that passes in four of five runs, and counts unclear and missing ones as misses', () => {
    const four = [figure('pass'), figure('pass'), figure('unclear', 2), figure('pass'), figure('pass')]
    expect(goalsOfRuns(four.map((each) => [each]))).toEqual([
      {
        name: 'TEST a ratio',
        passes: 4,
        values: ['1.00 ×', '1.00 ×', '2.00 ×', '1.00 ×', '1.00 ×'],
        isMet: true,
      },
    ])
    const [three] = goalsOfRuns([[figure('pass')], [figure('pass')], [figure('pass')], [figure('fail')], []])
    expect(three).toMatchObject({ passes: 3, isMet: false })
    expect(three?.values.at(-1)).toBe('none')
  })

  it('ignores rows without a goal', () => {
    expect(goalsOfRuns([[figure('info')]])).toEqual([])
  })
})
