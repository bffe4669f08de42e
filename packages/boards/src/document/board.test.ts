import { describe, expect, it } from 'vitest'
import {
  Board,
  boardFromTemplate,
  applyMode,
  requirementsOf,
  boardQueues,
  allQueuesBoard,
  rulesOf,
  type Tile,
} from '../index.ts'

const team = (mode: Board['mode']): Board => ({
  ...allQueuesBoard,
  mode,
  pages: [
    {
      tiles: [
        { kind: 'agents', queues: ['2', '1'] },
        { kind: 'queue', queue: '3' },
        { kind: 'group', name: 'Two', queues: ['1'] },
        { kind: 'campaign', campaign: 'c' },
      ],
    },
  ],
})

describe(boardFromTemplate, () => {
  it.each(['all-queues', 'team', 'executive', 'agents'] as const)(
    'makes a board of %s that fits the schema',
    (template) => {
      const choice = { queues: ['1', '2'], campaigns: ['c'], outboundCampaigns: ['o'] }
      const board = boardFromTemplate({ template, name: 'Sales', ...choice })
      expect(Board.parse(board)).toEqual(board)
    },
  )
})

describe(requirementsOf, () => {
  it('asks for the queues of all tiles once, and for the agents of those that tiles or header count', () => {
    expect(requirementsOf(team('supervisor'))).toEqual({
      queues: ['1', '3'],
      agents: { queues: ['1', '2', '3'], names: true },
      campaigns: true,
      outboundCampaigns: false,
    })
  })

  it('asks for every queue where a figure of the floor is made of their rows', () => {
    const queue: Tile = { kind: 'queue', queue: '3' }
    const number = (metric: 'callsInQueue' | 'agentsInQueue'): Tile => ({
      kind: 'number',
      figure: { of: 'floor', metric },
    })
    const needs = (...tiles: Tile[]) => requirementsOf({ pages: [{ tiles }] })
    const nothingElse = { agents: undefined, campaigns: false, outboundCampaigns: false }
    expect(needs(queue)).toEqual({ queues: ['3'], ...nothingElse })
    expect(needs(queue, number('agentsInQueue')).queues).toEqual(['3'])
    expect(needs(queue, number('callsInQueue')).queues).toBe('all')
    expect(needs(queue, { kind: 'trend' }).queues).toBe('all')
    expect(needs({ kind: 'clock' }).queues).toBe('all')
  })

  it('asks for no agents where a board shows none', () => {
    expect(requirementsOf(allQueuesBoard)).toEqual({
      queues: 'all',
      agents: undefined,
      campaigns: false,
      outboundCampaigns: false,
    })
  })
})

describe(boardQueues, () => {
  const of = (...tiles: Tile[]) => boardQueues({ pages: [{ tiles }] })

  it('is what the tiles are about, else whose agents they show, else every queue', () => {
    expect(of({ kind: 'queue', queue: '3' }, { kind: 'agents', queues: ['9'] })).toEqual(['3'])
    expect(of({ kind: 'agents', queues: ['9', '8'] }, { kind: 'clock' })).toEqual(['8', '9'])
    expect(of({ kind: 'queue', queue: '3' }, { kind: 'group', name: 'All', queues: 'all' })).toBe('all')
    expect(of({ kind: 'queue', queue: '3' }, { kind: 'trend' })).toEqual(['3'])
    expect(of({ kind: 'campaign', campaign: 'c' })).toBe('all')
    expect(of({ kind: 'outbound-campaign', campaign: 'o' })).toBe('all')
  })

  it('is the same for executives', () => {
    expect(boardQueues(applyMode(team('executive')))).toEqual(boardQueues(team('supervisor')))
  })
})

describe(applyMode, () => {
  it('shows a floor no names', () => {
    const shown = applyMode(team('floor'))
    expect(requirementsOf(shown).agents).toEqual({ queues: ['1', '2', '3'], names: false })
    expect(shown.pages[0]?.tiles.map(({ kind }) => kind)).toEqual([
      'agent-summary',
      'queue',
      'group',
      'campaign',
    ])
  })

  it('shows executives four figures of the same queues', () => {
    const [page] = applyMode(team('executive')).pages
    expect(page?.tiles).toHaveLength(4)
    expect(page?.tiles[0]).toEqual({
      kind: 'number',
      figure: { of: 'queues', queues: ['1', '3'], metric: 'callsInQueue' },
    })
    expect(page?.tiles[3]).toMatchObject({ figure: { of: 'campaign', campaign: 'c' } })
  })

  it('shows executives the targets that the board has: of its numbers, or where a warning begins', () => {
    const { thresholds } = {
      thresholds: [{ metric: 'serviceLevelQueue', level: 'warn', when: 'below', value: 80 }],
    } as const
    const queueTiles = allQueuesBoard.pages[0]?.tiles ?? []
    const waiting = { of: 'floor', metric: 'callsInQueue' } as const
    const [page] = applyMode({
      ...allQueuesBoard,
      mode: 'executive',
      pages: [
        {
          tiles: [
            ...queueTiles,
            { kind: 'campaign', campaign: 'c', thresholds: [...thresholds] },
            { kind: 'number', figure: waiting, target: 7 },
          ],
        },
      ],
    }).pages
    const targets = page?.tiles.map((tile) => (tile.kind === 'number' ? (tile.target ?? null) : tile.kind))
    expect(targets).toEqual([7, 120, null, 80])
  })
})

describe('Board', () => {
  it.each([
    ['a tile of no kind', { kind: 'nothing' }],
    ['a metric that does not exist', { kind: 'queues', queues: 'all', thresholds: [{ metric: 'luck' }] }],
    ['a field that means nothing', { kind: 'clock', colour: 'red' }],
    [
      'a metric of inbound campaigns on an outbound one',
      { kind: 'outbound-campaign', campaign: 'o', thresholds: [{ metric: 'totalCallsCount' }] },
    ],
    ['no queues', { kind: 'queues', queues: [] }],
  ])('refuses %s', (_what, tile) => {
    expect(Board.safeParse({ ...allQueuesBoard, pages: [{ tiles: [tile] }] }).success).toBe(false)
  })
})

describe(rulesOf, () => {
  it('reads seconds as milliseconds and adds the usual dead band', () => {
    const [rule] = rulesOf([{ metric: 'currentLongestQueueTime', level: 'warn', when: 'above', value: 100 }])
    expect(rule?.threshold).toEqual({
      level: 'warn',
      when: 'above',
      value: 100_000,
      clearsAt: 80_000,
      onDelayMs: 0,
      offDelayMs: 0,
    })
  })

  it('reads a ratio as it is written, with a dead band of a tenth', () => {
    const [rule] = rulesOf([{ metric: 'callsToAgentRatio', level: 'warn', when: 'below', value: 1 }])
    expect(rule?.threshold).toMatchObject({ value: 1, clearsAt: 1.1, onDelayMs: 60_000, offDelayMs: 120_000 })
  })

  it('keeps what a board states', () => {
    const [rule] = rulesOf([
      {
        metric: 'callsInQueue',
        level: 'critical',
        when: 'above',
        value: 9,
        clearsAt: 4,
        onDelay: 2,
        offDelay: 3,
      },
    ])
    expect(rule?.threshold).toMatchObject({ clearsAt: 4, onDelayMs: 2_000, offDelayMs: 3_000 })
  })
})
