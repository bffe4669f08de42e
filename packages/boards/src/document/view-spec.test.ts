import { describe, expect, it } from 'vitest'
import { allQueuesBoard, applyMode, viewSpecOf, type Board, type Tile } from '../index.ts'

const board = (mode: Board['mode'], ...tiles: Tile[]): Board => ({
  ...allQueuesBoard,
  mode,
  pages: [{ tiles }],
})

describe(viewSpecOf, () => {
  it('is the queues alone for a board that shows nothing else', () => {
    expect(viewSpecOf(allQueuesBoard, 'wall')).toEqual({
      pace: 'wall',
      sources: ['ACD_STATUS'],
      queueIds: 'all',
      agents: { queueIds: [], fields: [], areNamed: false },
    })
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
