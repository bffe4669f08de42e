import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  maxEntries,
  nextWhatChanged,
  nothingChanged,
  type AgentMood,
  type FloorEvent,
  type WhatChanged,
} from './what-changed-state.ts'

const second = 1_000
const after = (...events: readonly (readonly [at: number, event: FloorEvent])[]): WhatChanged =>
  events.reduce<WhatChanged>((state, [at, event]) => nextWhatChanged(state, [event], at), nothingChanged)

const waiting = (calls: number, queue = 'claims'): FloorEvent => ({
  ...{ type: 'waiting', queue, name: `Queue ${queue}`, calls },
})
const ready: AgentMood = { activity: 'ready', reason: undefined }
const onCall: AgentMood = { activity: 'on-call', reason: undefined }
const lunch: AgentMood = { activity: 'not-ready', reason: 'lunch' }
const coaching: AgentMood = { activity: 'not-ready', reason: 'coaching' }
const agent = (id: string, from: AgentMood | undefined, to: AgentMood): FloorEvent => ({
  ...{ type: 'agent', agent: id, from, to },
})

describe('the feed of what changed', () => {
  it('tells how many calls wait once the number differs by two', () => {
    const state = after([0, waiting(2)], [1, waiting(3)], [2, waiting(4)])
    expect(state.entries).toEqual([
      { id: 1, at: 2, kind: 'waiting', queue: 'claims', name: 'Queue claims', from: 2, to: 4 },
    ])
  })

  it('merges the changes of a queue within a minute, and drops what returned to where it began', () => {
    const risen = after([0, waiting(0)], [1, waiting(2)], [10 * second, waiting(5)])
    expect(risen.entries).toMatchObject([{ id: 1, from: 0, to: 5 }])
    expect(nextWhatChanged(risen, [waiting(0)], 20 * second).entries).toEqual([])
    const later = nextWhatChanged(risen, [waiting(9)], 80 * second)
    expect(later.entries).toMatchObject([
      { from: 5, to: 9 },
      { from: 0, to: 5 },
    ])
  })

  it('tells of agents who leave and return, not of their calls', () => {
    const state = after(
      [0, agent('noor', undefined, ready)],
      [1, agent('noor', ready, onCall)],
      [2, agent('noor', onCall, lunch)],
      [90 * second, agent('noor', lunch, coaching)],
      [200 * second, agent('noor', coaching, ready)],
    )
    expect(state.entries).toMatchObject([
      { from: coaching, to: ready, agents: ['noor'] },
      { from: lunch, to: coaching },
      { from: onCall, to: lunch },
    ])
  })

  it('gathers agents who do the same within a minute', () => {
    const state = after(
      [0, agent('noor', ready, lunch)],
      [5 * second, agent('sam', onCall, lunch)],
      [6 * second, agent('ines', ready, coaching)],
    )
    expect(state.entries).toMatchObject([{ agents: ['ines'] }, { agents: ['noor', 'sam'], to: lunch }])
  })

  it('tells of queues that were added and removed, and begins their figures anew', () => {
    const state = after(
      [0, waiting(9, 'north')],
      [1, { type: 'queue-removed', queue: 'north', name: 'Overflow North' }],
      [2, { type: 'queue-added', queue: 'north', name: 'Overflow North' }],
      [3, waiting(1, 'north')],
    )
    expect(state.entries).toMatchObject([
      { kind: 'queue-added', name: 'Overflow North' },
      { kind: 'queue-removed' },
    ])
  })

  it('makes one line of an interruption, with its end', () => {
    const lost: FloorEvent = { type: 'link', problem: 'five9-lost' }
    const state = after(
      [0, lost],
      [1, { type: 'link', problem: 'five9-moving' }],
      [8 * second, { type: 'link', problem: undefined }],
      [9 * second, { type: 'link', problem: undefined }],
    )
    expect(state.entries).toEqual([
      { id: 1, at: 0, kind: 'link', problem: 'five9-moving', endedAt: 8 * second },
    ])
    expect(nextWhatChanged(state, [lost], 20 * second).entries).toHaveLength(2)
  })

  it('keeps the array of entries while none changes, and never changes one that was read', () => {
    const first = after([0, waiting(2)], [1, waiting(9)])
    const second = nextWhatChanged(first, [waiting(8)], 2)
    expect(second.entries).toBe(first.entries)
    expect(nextWhatChanged(second, [waiting(20)], 3).entries).toMatchObject([{ to: 20 }])
    expect(first.entries).toMatchObject([{ to: 9 }])
  })

  it('stays bounded, with ids that are unique', () => {
    const event = fc.oneof(
      fc.record({
        type: fc.constant('waiting' as const),
        queue: fc.string(),
        name: fc.constant('Q'),
        calls: fc.nat(20),
      }),
      fc
        .tuple(fc.string(), fc.constantFrom(ready, lunch, coaching), fc.constantFrom(ready, lunch))
        .map(([id, from, to]) => agent(id, from, to)),
      fc.constantFrom(
        { type: 'queue-added', queue: 'q', name: 'Q' } as const,
        { type: 'link', problem: 'five9-lost' } as const,
        { type: 'link', problem: undefined } as const,
      ),
    )
    fc.assert(
      fc.property(fc.array(event, { minLength: 60, maxLength: 150 }), (events) => {
        const { entries } = after(...events.map((each, index) => [index * 20 * second, each] as const))
        expect(entries.length).toBeLessThanOrEqual(maxEntries)
        expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
      }),
      { numRuns: 50 },
    )
  })
})
