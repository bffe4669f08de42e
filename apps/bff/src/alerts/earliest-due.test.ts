import { RuleDocument } from '@wallboard/alerts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEvaluatedEntries } from './evaluated-entries.ts'
import { evaluatedRuleOf } from './evaluated-rule.ts'

const rules = ['callsInQueue', 'currentLongestQueueTime'].map((metric) => {
  const document = RuleDocument.parse({
    ...{ version: 1, key: metric.toLowerCase(), name: metric, of: { queues: 'all' }, metric, when: 'above' },
    ...{ warn: 3, critical: 6, onDelay: 5, offDelay: 10 },
  })
  const rule = evaluatedRuleOf({ id: metric, revision: 1, document }, 'UTC')
  if (rule === undefined) throw new Error(`the rule of ${metric} cannot be evaluated`)
  return rule
})

const arbitraryStep = fc.record({
  pauseMs: fc.integer({ min: 0, max: 8_000 }),
  rule: fc.constantFrom(...rules),
  queue: fc.constantFrom('1', '2', '3'),
  value: fc.integer({ min: 0, max: 9 }),
  isRunning: fc.boolean(),
  what: fc.constantFrom('measured', 'measured', 'measured', 'gone'),
})

describe('the earliest due of all alerts', () => {
  it('is the same whether it is asked for after each change or at the end only', () => {
    let known = 0
    fc.assert(
      fc.property(fc.array(arbitraryStep, { minLength: 1, maxLength: 40 }), (steps) => {
        const asked = createEvaluatedEntries(() => undefined)
        const fresh = createEvaluatedEntries(() => undefined)
        let at = 0
        for (const { pauseMs, rule, queue, value, isRunning, what } of steps) {
          at += pauseMs
          for (const entries of [asked, fresh]) {
            if (what === 'gone') entries.gone(rule, `queue:${queue}`, at)
            else
              entries.measured(
                rule,
                {
                  entity: { kind: 'queue', id: queue, name: queue },
                  figure: { value, isLive: true, isRunning },
                },
                at,
              )
          }
          if (asked.nextDueAt() !== undefined) known += 1
        }
        expect(asked.nextDueAt()).toBe(fresh.nextDueAt())
      }),
    )
    expect(known).toBeGreaterThan(100)
  })
})
