import { callSafely } from '../call-safely.ts'
import { ConnectionLost } from '../errors.ts'
import { EventId, type Five9Event } from '../events/index.ts'
import type { Five9Role } from '../role.ts'
import type { EventSocket } from '../socket/event-socket.ts'
import type { SocketListener } from '../socket/open-role-socket.ts'

/** Events after which the host of a socket delivers no more data, although it still answers pings. */
const moves: ReadonlySet<string> = new Set([
  EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN,
  EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED,
  EventId.FARM_EVENT,
  EventId.EVENT_MAINTENANCE_COMPLETED,
])

/** Event sockets that continue at the new host after a migration. */
export interface FollowedSockets {
  readonly open: (role: Five9Role, key: string, listener: SocketListener) => Promise<EventSocket>
  /** Replaces every open socket by one at the present host. Rejects when one does not open: then call it again. */
  readonly reopenAll: () => Promise<void>
  /** Ends every open socket for a reason, which its listener receives. */
  readonly endAll: (reason: ConnectionLost) => void
  readonly hasOpen: () => boolean
}

interface FollowedSocket {
  /** Does nothing when the socket is open at the present host already. */
  readonly reopen: () => Promise<void>
  readonly end: (reason: ConnectionLost) => void
}

export interface FollowedSocketDeps {
  readonly openSocket: (role: Five9Role, key: string, listener: SocketListener) => Promise<EventSocket>
  /** Names the host and the farm that serve the login now. */
  readonly home: () => string
  /** True while the caller leads the sessions: a socket then ends when the domain moves. */
  readonly isSuspended: () => boolean
  /** Called when an event on a socket of `home` says that the domain moves. Never rejects. */
  readonly onMove: (event: Five9Event, home: string) => Promise<void>
  /** Called after a socket was replaced: Five9 does not send the state again by itself. */
  readonly onReopened: (role: Five9Role) => Promise<unknown>
}

export function createFollowedSockets(deps: FollowedSocketDeps): FollowedSockets {
  const open = new Set<FollowedSocket>()

  async function openOne(role: Five9Role, key: string, listener: SocketListener): Promise<EventSocket> {
    let socket: EventSocket | undefined
    let home = ''
    let opened = 0
    let isPaused = false
    let isMoving = false
    let lostWhileMoving: ConnectionLost | undefined
    let reopening: Promise<void> | undefined

    /** Opens a socket at the present host; what an earlier one still reports is ignored. */
    async function connect(): Promise<EventSocket> {
      const number = (opened += 1)
      const openedAt = deps.home()
      const isPresent = () => number === opened && open.has(followed)
      const next = await deps.openSocket(role, number === 1 ? key : `${key}-${number}`, {
        ...listener,
        onEvent: (event) => {
          try {
            listener.onEvent?.(event)
          } finally {
            if (isPresent() && moves.has(event.context.eventId)) moved(event, openedAt)
          }
        },
        onClosed: (reason) => {
          if (!isPresent()) return
          // The previous host may close the socket before its successor is open.
          if (isMoving) lostWhileMoving = reason
          else end(reason)
        },
      })
      home = openedAt
      return next
    }

    function moved(event: Five9Event, from: string): void {
      if (deps.isSuspended()) {
        end(new ConnectionLost('migrated', 'Five9 moved this domain to another host'))
        return
      }
      if (isMoving) return
      isMoving = true
      const left = opened
      void deps.onMove(event, from).then(() => {
        isMoving = false
        if (lostWhileMoving !== undefined && left === opened) end(lostWhileMoving)
        lostWhileMoving = undefined
      })
    }

    function end(reason: ConnectionLost): void {
      if (!open.delete(followed)) return
      socket?.close()
      callSafely(() => {
        listener.onClosed(reason)
      }, undefined)
    }

    async function reopen(): Promise<void> {
      if (home === deps.home()) return
      const previous = socket
      const next = await connect()
      previous?.close()
      if (!open.has(followed)) {
        next.close() // the caller closed it meanwhile
        return
      }
      socket = next
      if (isPaused) next.pauseReading()
      await deps.onReopened(role)
    }

    const followed: FollowedSocket = {
      // A sign-in and a migration may reopen at the same time: two sockets would be one too many.
      reopen: () =>
        (reopening ??= reopen().finally(() => {
          reopening = undefined
        })),
      end,
    }
    open.add(followed)
    try {
      socket = await connect()
    } catch (error) {
      open.delete(followed)
      throw error
    }
    if (!open.has(followed)) socket.close() // ended by its first event already
    return {
      close() {
        open.delete(followed)
        socket?.close()
      },
      pauseReading() {
        isPaused = true
        socket?.pauseReading()
      },
      resumeReading() {
        isPaused = false
        socket?.resumeReading()
      },
    }
  }

  return {
    open: openOne,
    async reopenAll() {
      await Promise.all(Array.from(open, (socket) => socket.reopen()))
    },
    endAll(reason) {
      for (const socket of [...open]) socket.end(reason)
    },
    hasOpen: () => open.size > 0,
  }
}
