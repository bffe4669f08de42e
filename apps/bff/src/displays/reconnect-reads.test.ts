import { allQueuesBoard } from '@wallboard/boards'
import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Display, DisplayStore } from './display.ts'
import { createDisplays } from './displays.ts'
import { createShowBoard } from './show-board.ts'

const nextTick = async () => new Promise((resolve) => setImmediate(resolve))

const displayCount = 1_000
const boardIds = ['b0', 'b1', 'b2', 'b3']

/** The displays of a server that has just started, with a thousand stored displays. Counts every read. */
function setUp(clock = { now: Date.UTC(2026, 10, 26, 7, 59) }) {
  const schedule = [{ days: [4], from: '08:00', to: '12:00', boardId: 'b3' }]
  const stored = Array.from({ length: displayCount }, (_, index): Display => {
    const settings = { timeZone: 'UTC', nightHours: null, room: `room ${index % 50}`, sound: true }
    return {
      ...{ id: `d${index}`, org: '1', feed: 'wall@example.test', name: `Display ${index}` },
      ...{ boardId: boardIds[index % 3] ?? '', pairedAt: 0, pairedBy: 'boss@example.test' },
      settings: { ...settings, schedule: index % 100 === 0 ? schedule : [] },
    }
  })
  const byToken = new Map(stored.map((display, index) => [hash('sha256', `token ${index}`), display]))
  const reads = { displays: 0, displayLists: 0, boards: 0 }
  const unexpected = () => Promise.reject(new Error('no display is added here'))
  const store: DisplayStore = {
    list(org) {
      reads.displayLists += 1
      return Promise.resolve(stored.filter((display) => display.org === org))
    },
    usesBoard: () => Promise.resolve(true),
    find(_org, id) {
      reads.displays += 1
      return Promise.resolve(stored.find((display) => display.id === id))
    },
    findByToken(tokenHash) {
      reads.displays += 1
      return Promise.resolve(byToken.get(tokenHash))
    },
    findAll: unexpected,
    tokenHashes: unexpected,
    add: unexpected,
    change: unexpected,
    remove: () => Promise.resolve(true),
  }
  const pairings = {
    requestCode: unexpected,
    status: unexpected,
    find: unexpected,
    approve: unexpected,
    sweep: unexpected,
  }
  const failures: unknown[] = []
  const shown: [display: string, board: string][] = []
  const clocks = { monotonic: () => clock.now, wall: () => clock.now }
  const speakers: string[] = []
  const displays = createDisplays({
    ...{ store, clocks, pairings, defaultTimeZone: 'UTC' },
    feedFor: () => 'wall@example.test',
    onChanged: () => undefined,
    onRevoked: (id) => failures.push(id),
    sendRoomSpeaker: (id) => speakers.push(id),
    onFailed: (error) => failures.push(error),
  })
  const showBoard = createShowBoard({
    boards: {
      list: () => Promise.reject(new Error('no list of boards is read here')),
      find(_org, id) {
        reads.boards += 1
        return Promise.resolve({ id, revision: 1, board: allQueuesBoard })
      },
    },
    displays: displays.authenticated,
    show: (id, { initialMessage }) => {
      if (initialMessage.type === 'board') shown.push([id, initialMessage.boardId])
    },
    now: clocks.wall,
    monotonic: clocks.monotonic,
  })
  async function reconnect(index: number): Promise<void> {
    const token = `token ${index}`
    const display = displays.recognize(token) ?? (await displays.authenticate(token))
    if (display === undefined) throw new Error('the token is not known')
    if (showBoard.knownAssignmentFor(display) === undefined) await showBoard.assignmentFor(display)
    displays.connected(display.id, { address: '192.0.2.1', browser: 'TV' }, false)
  }
  async function reconnectAll(): Promise<void> {
    await Promise.all(stored.map((_, index) => reconnect(index)))
    await nextTick()
  }
  return { displays, showBoard, reads, shown, speakers, failures, reconnectAll, clock }
}

describe('a thousand displays that reconnect after a restart', () => {
  it('cost one indexed read each, no list, and one read of each board', async () => {
    const { reads, speakers, failures, reconnectAll } = setUp()
    await reconnectAll()
    expect(reads).toEqual({ displays: displayCount, displayLists: 0, boards: 3 })
    expect(new Set(speakers).size).toBe(50)
    expect(failures).toEqual([])
  })

  it('cost no read when they reconnect again', async () => {
    const { reads, reconnectAll } = setUp()
    await reconnectAll()
    await reconnectAll()
    expect(reads).toEqual({ displays: displayCount, displayLists: 0, boards: 3 })
  })

  it('are not recognized after they were revoked, and not shown a board from memory after its change', async () => {
    const { displays, showBoard, reconnectAll } = setUp()
    expect(displays.recognize('token 7')).toBeUndefined()
    await reconnectAll()
    const display = displays.recognize('token 7')
    expect(display?.id).toBe('d7')
    expect(display && showBoard.knownAssignmentFor(display)?.initialMessage).toMatchObject({ boardId: 'b1' })
    const changing = showBoard.boardChanged('1', 'b1')
    expect(display && showBoard.knownAssignmentFor(display)).toBeUndefined()
    await changing
    expect(display && showBoard.knownAssignmentFor(display)).toBeDefined()
    await displays.revoke('1', 'd7')
    expect(displays.recognize('token 7')).toBeUndefined()
  })

  it('are checked against their schedules without a read of displays', async () => {
    const { reads, shown, showBoard, reconnectAll, clock } = setUp()
    await reconnectAll()
    await showBoard.checkSchedules()
    expect(shown).toEqual([])
    clock.now += 60_000
    await showBoard.checkSchedules()
    expect(shown).toEqual(Array.from({ length: 10 }, (_, index) => [`d${index * 100}`, 'b3']))
    await showBoard.checkSchedules()
    expect(shown).toHaveLength(10)
    expect(reads).toEqual({ displays: displayCount, displayLists: 0, boards: 4 })
  })

  it('are shown an edited board after one read of it', async () => {
    const { reads, shown, showBoard, reconnectAll } = setUp()
    await reconnectAll()
    await showBoard.boardChanged('1', 'b1')
    expect(shown).toHaveLength(333)
    expect(reads).toEqual({ displays: displayCount, displayLists: 0, boards: 4 })
  })
})
