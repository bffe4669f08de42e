import { noDirectory } from '@wallboard/relay'
import { createStatistics, queueSource, type Change, type Row } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { rowSubjects } from './row-subjects.ts'
import { createVisibleCut, createWholeCut } from './visible-rows.ts'

const row = (id: string, callsInQueue: number): Row => ({ id, asOf: 1, callsInQueue })
const now = {
  ...{ queueIds: new Set(['1', '2']), agentIds: new Set<string>(), campaignIds: new Set<string>() },
  idsOf: () => new Set<string>(),
}
const names = (...ids: readonly string[]) => ({
  ...{ queues: ids.map((id) => ({ id, name: `queue ${id}` })), directory: noDirectory, domainOffsetMs: 0 },
})
const change = (parts: Partial<Change>): Change => ({
  ...{ dataSource: queueSource, added: [], updated: [], removed: [] },
  ...parts,
})

/** What a client has after each step. */
function followed(ofNames: ReturnType<typeof names>, rows: readonly Row[]) {
  const cut = createVisibleCut(now, rowSubjects)
  const client = createStatistics()
  cut.named(ofNames)
  client.applyFull(cut.rows([{ dataSource: queueSource, data: rows }]))
  const shown = () => ({
    totals: client.totals(queueSource)?.['callsInQueue'],
    queues: [...client.rows(queueSource).keys()].sort(),
  })
  return {
    ...{ cut, shown },
    changed: (...changes: readonly Change[]) => {
      client.applyChanges(cut.changes(changes))
      return shown()
    },
  }
}

describe(createVisibleCut, () => {
  it('[H9] shows the totals row only while everything that it counts is visible, and then as it is at that time', () => {
    const { cut, shown, changed } = followed(names('1', '2', '3'), [row('0', 9), row('1', 2), row('3', 4)])
    expect(shown()).toEqual({ totals: undefined, queues: ['1'] })
    expect(changed(change({ updated: [row('0', 10)] }))).toEqual({ totals: undefined, queues: ['1'] })
    // Queue 3 is removed from Five9: first its row, later its name.
    expect(changed(change({ removed: ['3'] }))).toEqual({ totals: undefined, queues: ['1'] })
    cut.named(names('1', '2'))
    expect(changed()).toEqual({ totals: 10, queues: ['1'] })
    expect(changed(change({ updated: [row('0', 6)] }))).toEqual({ totals: 6, queues: ['1'] })
    // A queue is added whose name is not read yet.
    expect(changed(change({ added: [row('4', 1)], updated: [row('0', 7)] }))).toEqual({
      ...{ totals: undefined, queues: ['1'] },
    })
  })

  it('[H9] takes the totals row away when a name appears that is not visible, though no row has changed', () => {
    const { cut, shown, changed } = followed(names('1', '2'), [row('0', 9), row('1', 2), row('2', 7)])
    expect(shown().totals).toBe(9)
    cut.named(names('1', '2', '3'))
    expect(changed().totals).toBeUndefined()
  })

  it('[H9] shows no totals row while the names are not known', () => {
    const cut = createVisibleCut(now, rowSubjects)
    expect(cut.rows([{ dataSource: queueSource, data: [row('0', 2), row('1', 2)] }])).toEqual([
      { dataSource: queueSource, data: [row('1', 2)] },
    ])
  })
})

describe(createWholeCut, () => {
  it('shows a queue that was removed since, with its name, to the user whose feed was recorded', () => {
    const cut = createWholeCut()
    cut.named(names('1', '3'))
    const rows = [{ dataSource: queueSource, data: [row('0', 9), row('1', 2), row('3', 7)] }]
    expect(cut.rows(rows)).toEqual(rows)
    expect(cut.queues().map(({ name }) => name)).toEqual(['queue 1', 'queue 3'])
  })
})
