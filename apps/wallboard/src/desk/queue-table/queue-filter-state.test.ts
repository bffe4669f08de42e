import { describe, expect, it } from 'vitest'
import { matchesFilter, type QueueFilter } from './queue-filter-state.ts'

const all: QueueFilter = { text: '', levels: [], isMine: false }
const queue = { id: '7', name: 'Card Services North', level: 'warn' } as const

describe(matchesFilter, () => {
  it.each([
    [{}, true],
    [{ text: 'north CARD' }, true],
    [{ text: '  serv ' }, true],
    [{ text: 'south' }, false],
    [{ levels: ['warn', 'critical'] }, true],
    [{ levels: ['critical'] }, false],
    [{ isMine: true }, true],
    [{ isMine: true, text: 'billing' }, false],
  ] satisfies [Partial<QueueFilter>, boolean][])('matches %j: %s', (filter, isShown) => {
    expect(matchesFilter(queue, { ...all, ...filter }, new Set(['7']))).toBe(isShown)
  })

  it('hides what is no favourite', () => {
    expect(matchesFilter(queue, { ...all, isMine: true }, new Set(['8']))).toBe(false)
  })
})
