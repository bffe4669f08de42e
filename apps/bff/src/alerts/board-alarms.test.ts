import { advanceRule, initialRuleState, type CompiledRule, type RuleState } from '@wallboard/alerts'
import { Board } from '@wallboard/boards'
import { describe, expect, it } from 'vitest'
import { rulesOfBoard, sourceRule } from './evaluated-rule.ts'

const minute = 60_000

const board = Board.parse({
  version: 1,
  name: 'Floor',
  mode: 'supervisor',
  theme: 'night',
  viewing: { distanceM: 5, diagonalInches: 55 },
  rotateSeconds: 15,
  pages: [
    {
      tiles: [
        {
          kind: 'queue',
          queue: '12',
          thresholds: [
            { metric: 'callsInQueue', level: 'warn', when: 'above', value: 3, onDelay: 0, offDelay: 0 },
            { metric: 'callsInQueue', level: 'critical', when: 'above', value: 9, onDelay: 0, offDelay: 0 },
          ],
        },
      ],
    },
  ],
})

/** The minutes and levels of the alarms of a rule, for figures that hold from a minute on. */
function alarmsOf(
  rule: CompiledRule,
  figures: readonly (readonly [atMinute: number, value: number])[],
  until: number,
) {
  let state: RuleState = initialRuleState(rule)
  const alarms: string[] = []
  const step = (event: Parameters<typeof advanceRule>[2], at: number) => {
    const next = advanceRule(rule, state, event, at)
    ;({ state } = next)
    for (const each of next.transitions)
      if (each.type === 'alarm') alarms.push(`${each.at / minute} ${each.level} ${each.count}`)
  }
  for (const [at, value] of figures) step({ type: 'figure', figure: { value, isLive: true } }, at * minute)
  step({ type: 'time' }, until * minute)
  return alarms
}

describe(rulesOfBoard, () => {
  const [rule] = rulesOfBoard('b', 1, board)
  if (rule === undefined) throw new Error('the board has no thresholds')

  it('alarms again while a threshold is critical, and once while it warns', () => {
    expect(alarmsOf(rule.compiled, [[0, 5]], 60)).toEqual(['0 warn 1'])
    expect(alarmsOf(rule.compiled, [[0, 12]], 40)).toEqual(['0 critical 1', '15 critical 2', '30 critical 3'])
    expect(
      alarmsOf(
        rule.compiled,
        [
          [0, 5],
          [2, 12],
        ],
        10,
      ),
    ).toEqual(['0 warn 1', '2 critical 2'])
  })

  it('is silent about an alert that comes back within ten minutes', () => {
    const flapping = [
      [0, 5],
      [1, 0],
      [2, 5],
      [3, 0],
      [12, 5],
    ] as const
    expect(alarmsOf(rule.compiled, flapping, 13)).toEqual(['0 warn 1', '12 warn 1'])
  })

  it('alarms again while Five9 sends no data', () => {
    expect(alarmsOf(sourceRule.compiled, [[1, 2 * minute]], 32)).toEqual([
      ...['1 critical 1', '16 critical 2', '31 critical 3'],
    ])
  })
})
