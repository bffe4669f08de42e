import { createAgentJoin, createPlainTexts, everyAgent, plainText } from '@wallboard/statistics/agent-table'
import { describe, expect, it, vi } from 'vitest'
import { createIdsReader } from './filtered-ids.ts'

const count = 3_000
const ids = Array.from({ length: count }, (_, index) => String(index))
const names = {
  agents: ids.map((id) => ({ id, name: `Zoë Agent ${id}`, queueIds: [] })),
  campaigns: [],
  reasons: [],
}
const states = (changed: string) =>
  new Map(ids.map((id) => [id, { id, asOf: 0, state: id === changed ? 'ON_CALL' : 'READY', stateSince: 1 }]))

/** The view of 3,000 agents, of whom one is on a call. */
function viewOf(onCall: string) {
  const records = createAgentJoin().records(states(onCall), new Map(), names)
  return { records: new Map(records.map((record) => [record.id, record])), flags: new Map() }
}

describe(createIdsReader, () => {
  it('prepares a name once for all keys and all changes of the floor, and filters a view once', () => {
    let prepared = 0
    const plain = createPlainTexts((text) => {
      prepared += 1
      return plainText(text)
    })
    const view = viewOf('7')
    const read = createIdsReader(plain)
    const typed = ['z', 'zo', 'zoe agent 2999'].map((text) => ({ ...everyAgent, text }))
    expect(typed.map((filter) => read(view, filter).length)).toEqual([count, count, 1])
    expect(prepared).toBe(count + typed.length)

    const filtered = vi.spyOn(view.records, 'values')
    const [filter = everyAgent] = typed
    for (let time = 0; time < 4; time += 1) read(view, filter)
    expect(filtered).toHaveBeenCalledOnce()
    expect(read(viewOf('8'), filter)).toEqual(ids)
    expect(prepared).toBe(count + typed.length)
  })

  it('returns the same array while a filter lets the same agents through, so that nothing compares or sorts them', () => {
    const read = createIdsReader(plainText)
    const all = read(viewOf('7'), everyAgent)
    expect(read(viewOf('8'), everyAgent)).toBe(all)
    expect(read(viewOf('8'), { ...everyAgent, text: 'agent' })).toBe(all)
    expect(read(viewOf('8'), { ...everyAgent, text: 'agent 2999' })).toEqual(['2999'])
  })
})
