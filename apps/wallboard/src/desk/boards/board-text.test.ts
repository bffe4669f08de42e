import { allQueuesBoard, type Board } from '@wallboard/boards'
import type { DirectoryReply } from '@wallboard/boards/rest'
import { describe, expect, it } from 'vitest'
import { doubtsAbout, readBoardText, writeBoardText } from './board-text.ts'

describe(readBoardText, () => {
  it('reads what it wrote', () => {
    expect(readBoardText(writeBoardText(allQueuesBoard))).toEqual({ ok: true, board: allQueuesBoard })
  })

  it('says in words what is no JSON, and what does not fit and where', () => {
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

describe('a clock of a zone that does not exist', () => {
  it('is refused, with the place', () => {
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

describe(doubtsAbout, () => {
  const directory = { queues: [{ id: '1', name: 'Sales' }], campaigns: [] }
  const board = (...tiles: Board['pages'][number]['tiles']): Board => ({
    ...allQueuesBoard,
    pages: [{ tiles }],
  })

  it('has none about the board of all queues', () => {
    expect(doubtsAbout(allQueuesBoard, directory)).toEqual([])
  })

  it('names queues and campaigns that are not there', () => {
    const doubts = doubtsAbout(
      board({ kind: 'group', name: 'G', queues: ['1', '2'] }, { kind: 'campaign', campaign: 'c' }),
      directory,
    )
    expect(doubts.join()).toMatch(/no queue 2.*no campaign c/)
  })

  it('does not say that a queue is missing where the list of queues could not be read', () => {
    const unread = {
      queues: [],
      campaigns: [],
      unreadLists: [{ list: 'queues', reason: { code: 'permission-denied' } }],
    } satisfies DirectoryReply
    const doubts = doubtsAbout(
      board({ kind: 'queue', queue: '1' }, { kind: 'campaign', campaign: 'c' }),
      unread,
    )
    expect(doubts).toEqual([
      'The list of queues could not be read: whether there is a queue 1 is not known.',
      'This domain has no campaign c: the tile will show no data.',
    ])
  })

  it('warns beyond six figures on a page', () => {
    const number = { kind: 'number', figure: { of: 'floor', metric: 'callsInQueue' } } as const
    expect(doubtsAbout(board(...Array.from({ length: 6 }, () => number)), directory)).toEqual([])
    expect(doubtsAbout(board(...Array.from({ length: 7 }, () => number)), directory)).toHaveLength(1)
  })
})
