import { canary } from '../five9/rows.ts'
import type { Connection } from '../runtime/connection.ts'
import type { Process } from '../runtime/process.ts'
import type { Screen } from '../screen/screen.ts'
import { displayIdOf } from '../server/names.ts'
import type { WorldParts } from '../world-parts.ts'

type Violate = (invariant: string, message: string) => void

/** A revoked display's connection ends within this time. */
const closedWithinMs = 5_000
/** Maximum bytes that wait for one screen in the server's memory: the product's limit and one snapshot. */
const maxBufferedBytes = 256 * 1024 + 64 * 1024
const loginWindowMs = 300_000
/** Maximum sign-ins in that time, for each start of the server. */
const maxLogins = 6

const isData = (text: string) => text.includes('"eventId":"50') || text.includes('"type":"board"')

/** I4, I6, I7, I8 and I9: memory, secrets, access, load on Five9, and what the disk keeps. */
export function createAccessChecks(world: WorldParts, violate: Violate) {
  const { now } = world.runtime
  const screenOf = new Map<Connection, Screen>()
  const revokedAt = new Map<string, number>()
  let starts = 0
  let lastServer: Process | undefined
  let checkedAt = 0

  const idOf = (screen: Screen) => displayIdOf(screen.index)

  function opened(connection: Connection): void {
    if (connection.path !== world.upstreamPath) return
    const { owner } = connection.client
    const others = world.network
      .connections(world.upstreamPath)
      .filter((each) => each !== connection && each.client.owner === owner && each.isHeldByClient())
    if (others.length > 0) violate('I8', 'the server opened a second socket to Five9 while it held one')
    if (owner !== lastServer) {
      lastServer = owner
      starts += 1
    }
    const recent = world.five9.logins.filter((at) => now() - at < loginWindowMs).length
    if (recent > maxLogins * starts) violate('I8', `${recent} sign-ins within five minutes`)
  }

  function sent(connection: Connection, data: string | Uint8Array): void {
    const screen = screenOf.get(connection)
    if (screen === undefined) return
    if (connection.server.bufferedBytes() > maxBufferedBytes)
      violate('I4', `${connection.server.bufferedBytes()} bytes wait for screen ${screen.index}`)
    if (typeof data !== 'string') return
    if (data.includes(canary))
      violate('I6', `a secret was sent to screen ${screen.index}: ${data.slice(0, 300)}`)
    if (screen.viewer === 'display' && revokedAt.has(idOf(screen)) && isData(data))
      violate('I7', `screen ${screen.index} was sent data after it was revoked: ${data.slice(0, 120)}`)
  }

  /** Checks ten times a second what must have happened by now. */
  function check(): void {
    if (now() - checkedAt < 100) return
    checkedAt = now()
    for (const [connection, screen] of screenOf) {
      const at = revokedAt.get(idOf(screen))
      if (connection.server.isOpen()) {
        const { owner } = connection.server
        const isStalled = owner === undefined || !owner.isAlive || owner.stalledUntil + closedWithinMs > now()
        if (at !== undefined && now() - at > closedWithinMs && !isStalled)
          violate('I7', `screen ${screen.index} was revoked, but its connection is still open`)
      } else if (connection.hasEnded()) screenOf.delete(connection)
    }
  }

  return {
    opened,
    sent,
    check,
    upgrading(screen: Screen, connection: Connection) {
      screenOf.set(connection, screen)
    },
    revoked: (displayId: string) => {
      revokedAt.set(displayId, now())
      if (world.disk.displays.has(displayId)) violate('I9', `${displayId} is revoked, but still on the disk`)
    },
    boardWritten: (revision: number) => {
      const kept = world.disk.boards.get('board')?.revision ?? 0
      if (kept < revision) violate('I9', `revision ${revision} was acknowledged, but the disk holds ${kept}`)
    },
    isRevoked: (screen: Screen) => screen.viewer === 'display' && !world.disk.displays.has(idOf(screen)),
  }
}
