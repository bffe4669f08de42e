import { noDirectory } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import type { RecordedNames } from '../recording/recorded-names.ts'
import { rowSubjects } from '../row-subjects.ts'
import { createVisibleCut } from '../visible-rows.ts'
import { createRecordingSource } from './recording-source.ts'

const at = Date.parse('2026-11-26T10:31:00Z')
const row = (id: string) => ({ id, asOf: at, callsInQueue: 1 })
const all = ['0', '1', '2', '3'].map(row)
const names: RecordedNames = {
  queues: [
    { id: '1', name: 'Sales' },
    { id: '2', name: 'Secret' },
  ],
  directory: { ...noDirectory, agents: [{ id: 'a', name: 'Ada', queueIds: ['1', '2'] }] },
  domainOffsetMs: 7,
}
const source = createRecordingSource({
  reader: {
    moment: () =>
      Promise.resolve({
        type: 'moment',
        moment: { at, names, sources: [], rows: [{ dataSource: 'ACD_STATUS', data: all }] },
      }),
    steps: () =>
      Promise.resolve({
        to: at + 250,
        coverage: [],
        names: { at, names },
        steps: [
          {
            at: at + 250,
            full: [{ dataSource: 'ACD_STATUS', data: all }],
            changes: [
              { dataSource: 'ACD_STATUS', added: all, updated: all, removed: ['0', '1', '2'] },
              { dataSource: 'ACD_STATUS', added: [], updated: [row('2')], removed: [] },
              { dataSource: 'AGENT_STATE', added: [row('b')], updated: [], removed: [] },
            ],
          },
        ],
      }),
  },
  recording: { name: { org: '1', username: 'house' }, isPersonal: false },
  dataSources: ['ACD_STATUS'],
  createCut: () =>
    createVisibleCut(
      { queueIds: new Set(['1']), agentIds: new Set(), campaignIds: new Set(), idsOf: () => new Set() },
      rowSubjects,
    ),
  failed: (error) => {
    throw error
  },
})

describe(createRecordingSource, () => {
  it('[H9] plays only what the feed of the person shows: rows, totals, changes and names', async () => {
    const started = await source.start(at)
    const read = await source.steps({ from: at, to: at + 250, stepMs: 250 })
    expect(started).toEqual({
      ok: true,
      start: {
        rows: [{ dataSource: 'ACD_STATUS', data: [row('1')] }],
        coverage: [],
        names: { queues: [{ id: '1', name: 'Sales' }], directory: noDirectory, domainOffsetMs: 7 },
      },
    })
    expect(read?.steps).toEqual([
      {
        at: at + 250,
        full: [{ dataSource: 'ACD_STATUS', data: [row('1')] }],
        changes: [{ dataSource: 'ACD_STATUS', added: [row('1')], updated: [row('1')], removed: ['1'] }],
      },
    ])
    expect(JSON.stringify([started, read])).not.toMatch(/Secret|Ada|"2"|"0"/)
  })
})
