import { createAgentJoin, createPlainTexts, everyAgent, plainText } from '@wallboard/statistics/agent-table'
import { describe, expect, it } from 'vitest'
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
    const typed = ['z', 'zo', 'zoe agent 2999'].map((text) => createIdsReader({ ...everyAgent, text }, plain))
    expect(typed.map((read) => read(view).length)).toEqual([count, count, 1])
    expect(prepared).toBe(count + typed.length)

    const [read] = typed
    expect(read?.(view)).toBe(read?.(view))
    const next = viewOf('8')
    expect(read?.(next)).toEqual(ids)
    expect(prepared).toBe(count + typed.length)
  })
})
