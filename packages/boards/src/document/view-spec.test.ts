import type { QueueMetric } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { allQueuesBoard, applyMode, viewSpecOf, type Board, type Tile } from '../index.ts'

const board = (mode: Board['mode'], ...tiles: Tile[]): Board => ({
  ...allQueuesBoard,
  mode,
  pages: [{ tiles }],
})

const headerFields = ['agentsInQueue', 'callbacksInQueue', 'callsInQueue', 'currentLongestQueueTime']
const tileFields = [
  'agentsLoggedIn',
  'agentsNotReadyForCalls',
  'agentsOnCall',
  'chatsInQueue',
  'emailsInQueue',
  'vivrCallsInQueue',
  'voicemailsInQueue',
]

describe(viewSpecOf, () => {
  it('is the queues alone for a board that shows nothing else', () => {
    expect(viewSpecOf(allQueuesBoard, 'wall')).toEqual({
      pace: 'wall',
      sources: ['ACD_STATUS'],
      queueIds: 'all',
      queueFields: [...headerFields, ...tileFields].sort(),
      agents: { queueIds: [], fields: [], areNamed: false },
    })
  })

  it('has the fields of queues that tiles show and thresholds evaluate, and those of header and order', () => {
    const fieldsOf = (...tiles: Tile[]) => viewSpecOf(board('supervisor', ...tiles), 'wall').queueFields
    const shown = (metric: QueueMetric): Tile => ({ kind: 'number', figure: { of: 'floor', metric } })
    expect(fieldsOf({ kind: 'clock', timeZone: 'UTC' }, { kind: 'trend' })).toEqual([...headerFields].sort())
    expect(fieldsOf(shown('emailsInQueue'), shown('currentLongestCallbackTime'))).toEqual(
      [...headerFields, 'emailsInQueue'].sort(),
    )
    expect(fieldsOf({ kind: 'trend', metric: 'chatsInQueue' })).toEqual(
      [...headerFields, 'chatsInQueue'].sort(),
    )
    const limit = { metric: 'longestQueueTime', level: 'warn', when: 'above', value: 60 } as const
    for (const tile of [
      { kind: 'queue', queue: '1', thresholds: [limit] },
      { kind: 'queues', queues: 'all', thresholds: [limit] },
      { kind: 'group', name: 'Group', queues: ['1'], thresholds: [limit] },
    ] satisfies Tile[])
      expect(fieldsOf(tile)).toEqual([...headerFields, ...tileFields, 'longestQueueTime'].sort())
  })

  it('names agents only where the mode shows their names, and has only the fields that are shown', () => {
    const people: Tile = { kind: 'agents', queues: ['2'] }
    expect(viewSpecOf(applyMode(board('supervisor', people)), 'wall').agents).toEqual({
      queueIds: ['2'],
      fields: ['state', 'stateSince', 'reasonCodeId', 'reasonCodeSince'],
      areNamed: true,
    })
    expect(viewSpecOf(applyMode(board('floor', people)), 'wall').agents).toEqual({
      queueIds: ['2'],
      fields: ['state'],
      areNamed: false,
    })
  })

  it('has the agents of a header of several queues, and the campaigns of any tile', () => {
    const figure = { of: 'campaign', campaign: 'c', metric: 'totalCallsCount' } as const
    const spec = viewSpecOf(
      board(
        'supervisor',
        { kind: 'queue', queue: '1' },
        { kind: 'queue', queue: '2' },
        { kind: 'number', figure },
      ),
      'desk',
    )
    expect(spec).toMatchObject({
      pace: 'desk',
      sources: ['ACD_STATUS', 'AGENT_STATE', 'INBOUND_CAMPAIGN_STATISTICS'],
      queueIds: ['1', '2'],
      agents: { queueIds: ['1', '2'], fields: ['state'] },
    })
  })

  it('has the dialer of outbound campaigns for their tiles, and no agents', () => {
    const figure = { of: 'outbound-campaign', campaign: 'o', metric: 'availableRecordsCount' } as const
    for (const tile of [
      { kind: 'outbound-campaign', campaign: 'o' },
      { kind: 'number', figure },
    ] satisfies Tile[])
      expect(viewSpecOf(board('supervisor', tile), 'wall')).toMatchObject({
        sources: ['ACD_STATUS', 'OUTBOUND_CAMPAIGN_MANAGER'],
        agents: { queueIds: [], fields: [], areNamed: false },
      })
  })
})
