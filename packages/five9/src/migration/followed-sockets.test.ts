import { describe, expect, it } from 'vitest'
import { ConnectionLost } from '../errors.ts'
import type { Five9Event } from '../events/index.ts'
import type { SocketListener } from '../socket/open-role-socket.ts'
import { createFollowedSockets } from './followed-sockets.ts'

const eventOf = (eventId: string): Five9Event => ({
  context: {
    ...{ eventId, eventReason: null, messageId: null, userId: null, correlationId: null },
    ...{ userName: null, timeStamp: null, tenantId: null, broadCast: null },
  },
  payLoad: null,
})

/** Followed sockets over fake ones, which record what happens to them. */
function setUp() {
  let home = 'old'
  let isSuspended = false
  let finishMove: () => void = () => undefined
  const opened: { key: string; listener: SocketListener; isClosed: boolean }[] = []
  const reopened: string[] = []
  const ended: string[] = []
  const sockets = createFollowedSockets({
    openSocket: async (_role, key, listener) => {
      await Promise.resolve()
      const socket = { key, listener, isClosed: false }
      opened.push(socket)
      return {
        close: () => {
          socket.isClosed = true
        },
        pauseReading: () => undefined,
        resumeReading: () => undefined,
      }
    },
    home: () => home,
    isSuspended: () => isSuspended,
    onMove: () =>
      new Promise((resolve) => {
        finishMove = resolve
      }),
    onReopened: (role) => {
      reopened.push(role)
      return Promise.resolve()
    },
  })
  const open = () =>
    sockets.open('supervisor', 'key', {
      onClosed: ({ code }) => ended.push(code),
    })
  return {
    ...{ sockets, open, opened, reopened, ended },
    moveTo: (host: string) => {
      home = host
    },
    suspend: () => {
      isSuspended = true
    },
    finishMove: async () => {
      finishMove()
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

const gone = new ConnectionLost('socket-closed', 'gone')

describe(createFollowedSockets, () => {
  it('replaces each socket once, under a key with a number, also when asked twice at once', async () => {
    const { sockets, open, opened, reopened, moveTo } = setUp()
    await open()
    moveTo('new')
    await Promise.all([sockets.reopenAll(), sockets.reopenAll()])
    await sockets.reopenAll()
    expect(opened.map(({ key, isClosed }) => [key, isClosed])).toEqual([
      ['key', true],
      ['key-2', false],
    ])
    expect(reopened).toEqual(['supervisor'])
  })

  it('does not report the end of a socket that was replaced', async () => {
    const { sockets, open, opened, ended, moveTo } = setUp()
    await open()
    moveTo('new')
    await sockets.reopenAll()
    opened[0]?.listener.onClosed(gone)
    expect(ended).toEqual([])
    opened[1]?.listener.onClosed(gone)
    expect(ended).toEqual(['socket-closed'])
  })

  it('reports the end of a socket that closed during a move which led nowhere', async () => {
    const { open, opened, ended, finishMove } = setUp()
    await open()
    opened[0]?.listener.onEvent?.(eventOf('73'))
    opened[0]?.listener.onClosed(gone)
    expect(ended).toEqual([])
    await finishMove()
    expect(ended).toEqual(['socket-closed'])
  })

  it('closes the new socket when the caller closed the previous one meanwhile', async () => {
    const { sockets, open, opened, reopened, moveTo } = setUp()
    const socket = await open()
    moveTo('new')
    const reopening = sockets.reopenAll()
    socket.close()
    await reopening
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, true])
    expect(reopened).toEqual([])
  })

  it('ends the socket when the caller leads the sessions', async () => {
    const { open, opened, ended, suspend } = setUp()
    await open()
    suspend()
    opened[0]?.listener.onEvent?.(eventOf('1002'))
    expect([ended, opened[0]?.isClosed]).toEqual([['migrated'], true])
  })
})
