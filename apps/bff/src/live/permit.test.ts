import { Pace, wholeView, type AgentScope, type ViewSpec } from '@wallboard/relay'
import { DataSource } from '@wallboard/five9/identifiers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permit } from './permit.ts'

const ids = fc.oneof(fc.constant('all' as const), fc.array(fc.constantFrom('1', '2', '3')))
const agents: fc.Arbitrary<AgentScope> = fc.record({ queueIds: ids, fields: ids, areNamed: fc.boolean() })
const spec: fc.Arbitrary<ViewSpec> = fc.record({
  pace: fc.constantFrom(...Pace.options),
  sources: fc.array(fc.constantFrom(...Object.values(DataSource)), { minLength: 1 }),
  queueIds: ids,
  agents,
})

const isListWithin = (inner: readonly string[] | 'all', outer: readonly string[] | 'all') =>
  outer === 'all' || (inner !== 'all' && inner.every((id) => outer.includes(id)))

/** Whether `inner` selects no row, field or name that `outer` does not select. */
const isWithin = (inner: ViewSpec, outer: ViewSpec): boolean =>
  isListWithin(inner.sources, outer.sources) &&
  isListWithin(inner.queueIds, outer.queueIds) &&
  isListWithin(inner.agents.queueIds, outer.agents.queueIds) &&
  isListWithin(inner.agents.fields, outer.agents.fields) &&
  (!inner.agents.areNamed || outer.agents.areNamed)

describe(permit, () => {
  it('[R28] permits a display never more than its assignment, whatever it requests', () => {
    fc.assert(
      fc.property(spec, spec, (requested, assigned) =>
        isWithin(permit(requested, { kind: 'assigned', view: assigned }), assigned),
      ),
    )
  })

  it('[R28] permits a person what they request of their own feed, and never more', () => {
    fc.assert(fc.property(spec, (requested) => isWithin(permit(requested, { kind: 'person' }), requested)))
    const whole = wholeView('desk', ['AGENT_STATE'])
    expect(permit(whole, { kind: 'person' })).toEqual(whole)
  })
})
