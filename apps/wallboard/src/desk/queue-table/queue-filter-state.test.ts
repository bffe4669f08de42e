import { describe, expect, it } from 'vitest'
import { matchesFilter, type QueueFilter } from './queue-filter-state.ts'

const all: QueueFilter = { text: '', levels: [], members: undefined }
const queue = { id: '7', name: 'Card Services North', level: 'warn' } as const

describe(matchesFilter, () => {
  it.each([
    [{}, true],
    [{ text: 'north CARD' }, true],
    [{ text: '  serv ' }, true],
    [{ text: 'south' }, false],
    [{ levels: ['warn', 'critical'] }, true],
    [{ levels: ['critical'] }, false],
    [{ members: new Set(['7']) }, true],
    [{ members: new Set(['7']), text: 'billing' }, false],
    [{ members: new Set(['8']) }, false],
  ] satisfies [Partial<QueueFilter>, boolean][])('matches %j: %s', (filter, isShown) => {
    expect(matchesFilter(queue, { ...all, ...filter })).toBe(isShown)
  })
})
