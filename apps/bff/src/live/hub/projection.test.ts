import { describe, expect, it } from 'vitest'
import type { ViewSpec } from '@wallboard/relay'
import { createProjection, viewKey } from './projection.ts'

const directory = {
  agents: [
    { id: 'a', name: 'Ada', queueIds: ['1', '2'] },
    { id: 'b', name: 'Bert', queueIds: ['3'] },
  ],
  campaigns: [{ id: 'c', name: 'Sales' }],
  reasons: [{ id: 'r', name: 'Lunch' }],
}
const state = (id: string, fields: object = { state: 'READY', reasonCodeId: 'r' }) => ({
  id,
  asOf: 1,
  ...fields,
})
const rows = { dataSource: 'AGENT_STATE', data: [state('a'), state('b'), state('x')] }

const team: ViewSpec = {
  pace: 'wall',
  sources: ['ACD_STATUS', 'AGENT_STATE'],
  queueIds: ['1'],
  agents: { queueIds: ['1'], fields: ['state'], areNamed: false },
}

describe(createProjection, () => {
  it('selects the agents of one team, without names, with pseudonymous ids, and with the selected fields only', () => {
    const projection = createProjection(team, directory, 'salt')
    const { data } = projection.full(rows)
    expect(data).toHaveLength(1)
    expect(data[0]).toEqual({ id: data[0]?.id, asOf: 1, state: 'READY' })
    expect(data[0]?.id).not.toBe('a')
    expect(projection.directory).toEqual({
      agents: [{ id: data[0]?.id, name: null, queueIds: ['1'] }],
      campaigns: [],
      reasons: [],
    })
    expect(JSON.stringify([data, projection.directory])).not.toMatch(/Ada|Bert|Lunch|Sales/)
  })

  it('uses the same pseudonyms in changes and removals, and others in another feed', () => {
    const projection = createProjection(team, directory, 'salt')
    const id = projection.full(rows).data[0]?.id
    const change = { dataSource: 'AGENT_STATE', added: [], updated: [state('a')], removed: ['a', 'b'] }
    expect(projection.change(change)).toMatchObject({ updated: [{ id }], removed: [id] })
    expect(createProjection(team, directory, 'pepper').full(rows).data[0]?.id).not.toBe(id)
  })

  it('names agents when the view spec selects names', () => {
    const named = { ...team, agents: { ...team.agents, fields: ['state', 'reasonCodeId'], areNamed: true } }
    const projection = createProjection(named, directory, 'salt')
    expect(projection.full(rows).data).toEqual([state('a')])
    expect(projection.directory?.agents).toEqual([{ id: 'a', name: 'Ada', queueIds: ['1'] }])
    expect(projection.directory?.reasons).toEqual(directory.reasons)
  })

  it('sends types and queues of campaigns, and groups of agents, only with the sources of the desk that need them', () => {
    const whole = {
      ...directory,
      campaigns: [{ id: 'c', name: 'Sales', type: 'INBOUND', queueIds: ['1'] }],
      groups: [{ id: 'g', name: 'Support', agentIds: ['a'] }],
    }
    const desk = {
      pace: 'desk',
      queueIds: 'all',
      agents: { queueIds: 'all', fields: 'all', areNamed: true },
    } as const
    const of = (sources: ViewSpec['sources'], agents: Partial<ViewSpec['agents']> = {}) =>
      createProjection({ ...desk, sources, agents: { ...desk.agents, ...agents } }, whole, 'salt').directory
    expect(of(['AGENT_STATISTIC', 'CAMPAIGN_STATE'])).toEqual(whole)
    expect(of(['AGENT_STATE', 'INBOUND_CAMPAIGN_STATISTICS'])).toEqual({ ...directory, groups: undefined })
    expect(of(['AGENT_STATISTIC'])?.campaigns).toEqual([{ id: 'c', name: 'Sales' }])
    expect(of(['AGENT_STATISTIC'], { areNamed: false })?.groups).toBeUndefined()
  })

  it('cuts rows of queues to the selected fields, in snapshots and changes', () => {
    const cut = { ...team, queueFields: ['callsInQueue', 'toString', '__proto__'] }
    const projection = createProjection(cut, directory, 'salt')
    const row = (fields: object) => ({ id: '1', asOf: 1, ...fields })
    const whole = row({ callsInQueue: 3, agentsActive: 2, voicemailsTotal: 1 })
    expect(projection.full({ dataSource: 'ACD_STATUS', data: [whole] }).data).toEqual([
      row({ callsInQueue: 3 }),
    ])
    const of = (updated: ReturnType<typeof row>) => {
      const change = { dataSource: 'ACD_STATUS', added: [], updated: [updated], removed: [] }
      expect(projection.showsUpdate('ACD_STATUS', updated)).toBe(projection.change(change) !== undefined)
      return projection.change(change)?.updated
    }
    expect(of(whole)).toEqual([row({ callsInQueue: 3 })])
    expect(of(row({ agentsActive: 3 }))).toBeUndefined()
    expect(viewKey(cut)).not.toBe(viewKey(team))
  })

  it('drops a change of agents or fields that are not selected', () => {
    const projection = createProjection(team, directory, 'salt')
    const of = (updated: ReturnType<typeof state>[]) =>
      projection.change({ dataSource: 'AGENT_STATE', added: [], updated, removed: [] })
    expect(of([state('b')])).toBeUndefined()
    expect(of([state('a', { reasonCodeId: 'r2' })])).toBeUndefined()
  })

  it('has no directory when nothing needs names', () => {
    expect(
      createProjection({ ...team, sources: ['ACD_STATUS'] }, directory, 'salt').directory,
    ).toBeUndefined()
  })
})

describe(viewKey, () => {
  it('is equal for the same view spec in another order, and different with named agents', () => {
    const reordered = { ...team, sources: [...team.sources].reverse() }
    expect(viewKey(reordered)).toBe(viewKey(team))
    expect(viewKey({ ...team, agents: { ...team.agents, areNamed: true } })).not.toBe(viewKey(team))
  })
})
