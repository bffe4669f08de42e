import { allQueuesBoard, type Board } from '@wallboard/boards'
import type { DirectoryReply } from '@wallboard/boards/rest'
import { describe, expect, it } from 'vitest'
import { warningsFor, readBoardText, writeBoardText } from './board-text.ts'

describe(readBoardText, () => {
  it('parses what writeBoardText wrote', () => {
    expect(readBoardText(writeBoardText(allQueuesBoard))).toEqual({ ok: true, board: allQueuesBoard })
  })

  it('reports fault and place for text that is not JSON and for a document that is not a board', () => {
    expect(readBoardText('{')).toMatchObject({
      ok: false,
      faults: [expect.stringMatching(/^This is not JSON: /)],
    })
    const tile = { kind: 'queue' }
    const read = readBoardText(JSON.stringify({ ...allQueuesBoard, pages: [{ tiles: [tile] }] }))
    expect(read).toMatchObject({
      ok: false,
      faults: [expect.stringMatching(/^pages › \[1\] › tiles › \[1\] › queue: .*expected string/)],
    })
    expect(readBoardText('7')).toMatchObject({ ok: false, faults: [expect.stringMatching(/^The board: /)] })
  })
})

describe('a clock with an unknown time zone', () => {
  it('is refused, with its place', () => {
    const withClock = (timeZone: string) =>
      readBoardText(
        JSON.stringify({
          ...allQueuesBoard,
          pages: [{ tiles: [{ kind: 'clock', label: 'Berlin', timeZone }] }],
        }),
      )
    expect(withClock('Europe/Berlin').ok).toBe(true)
    expect(withClock('Europe/Belin')).toEqual({
      ok: false,
      faults: [
        'pages › [1] › tiles › [1] › timeZone: there is no such time zone. One is called Europe/Berlin',
      ],
    })
  })
})

describe(warningsFor, () => {
  const directory = { queues: [{ id: '1', name: 'Sales' }], campaigns: [] }
  const board = (...tiles: Board['pages'][number]['tiles']): Board => ({
    ...allQueuesBoard,
    pages: [{ tiles }],
  })

  it('finds nothing in the built-in board', () => {
    expect(warningsFor(allQueuesBoard, directory)).toEqual([])
  })

  it('names missing queues and campaigns', () => {
    const warnings = warningsFor(
      board({ kind: 'group', name: 'G', queues: ['1', '2'] }, { kind: 'campaign', campaign: 'c' }),
      directory,
    )
    expect(warnings.join()).toMatch(/no queue 2.*no campaign c/)
  })

  it('does not report a queue as missing when the list of queues could not be read', () => {
    const unread = {
      queues: [],
      campaigns: [],
      unreadLists: [{ list: 'queues', reason: { code: 'permission-denied' } }],
    } satisfies DirectoryReply
    const warnings = warningsFor(
      board({ kind: 'queue', queue: '1' }, { kind: 'campaign', campaign: 'c' }),
      unread,
    )
    expect(warnings).toEqual([
      'The list of queues could not be read: it is not known whether queue 1 exists.',
      'This domain has no campaign c: the tile will show no data.',
    ])
  })

  it('warns about more than six figures on a page', () => {
    const number = { kind: 'number', figure: { of: 'floor', metric: 'callsInQueue' } } as const
    expect(warningsFor(board(...Array.from({ length: 6 }, () => number)), directory)).toEqual([])
    expect(warningsFor(board(...Array.from({ length: 7 }, () => number)), directory)).toHaveLength(1)
  })
})
