import { stall } from '../runtime/process.ts'
import type { Screen } from '../screen/screen.ts'
import { boardOf } from '../server/boards.ts'
import { displayIdOf, org, username } from '../server/names.ts'
import type { Server } from '../server/server.ts'
import type { World } from '../world.ts'
import type { ServerFault, ServerFaultKind } from './fault.ts'

/** Sends a request to the server. If the server is killed meanwhile, it never answers. */
function request<T>(world: World, act: (server: Server) => Promise<T>, answered: (value: T) => void): void {
  const running = world.server()
  if (running === undefined) return
  world.runtime.at(world.runtime.now(), running.process, () => {
    act(running.server).then(answered, () => undefined) // the requester gets the error
  })
}

function revoke(world: World, displayId: string): void {
  request(
    world,
    (server) => server.displays.revoke(org, displayId),
    (isRevoked) => {
      if (isRevoked) world.checks.revoked(displayId)
    },
  )
}

/** The display that a fault affects; undefined in a world without displays. */
function displayOf({ screens }: World, { screen }: ServerFault): Screen | undefined {
  const displays = screens.filter(({ viewer }) => viewer === 'display')
  return displays[screen % displays.length]
}

const inflictions: Readonly<Record<ServerFaultKind, (world: World, fault: ServerFault) => void>> = {
  'server-clock-step': ({ serverMachine }, { size }) => {
    serverMachine.wallOffsetMs += size
  },
  'server-stalled': ({ server, runtime }, { size }) => {
    const process = server()?.process
    if (process !== undefined) stall(process, runtime.now() + size)
  },
  'server-killed': ({ killServer, bootServer, runtime }, { size }) => {
    killServer()
    runtime.at(runtime.now() + size, undefined, bootServer)
  },
  'disk-fails': ({ disk }, { size }) => {
    disk.failingWrites += size
  },
  'board-edited': (world) => {
    const revision = world.disk.boards.get('board')?.revision ?? 0
    const { board } = boardOf(revision + 1)
    if (board === undefined) return
    request(
      world,
      (server) => server.boards.edit({ org, username }, 'board', { revision, board }),
      (outcome) => {
        if (outcome.ok) world.checks.boardWritten(outcome.revision)
      },
    )
  },
  'display-revoked': (world, fault) => {
    const display = displayOf(world, fault)
    if (display !== undefined) revoke(world, displayIdOf(display.index))
  },
  'revoked-while-upgrading': (world, fault) => {
    const display = displayOf(world, fault)
    if (display === undefined) return
    const displayId = displayIdOf(display.index)
    world.onUpgrade = (upgrading) => {
      if (upgrading !== displayId) return
      world.onUpgrade = () => undefined
      world.runtime.at(world.runtime.now() + fault.size, undefined, () => {
        revoke(world, displayId)
      })
    }
    for (const connection of world.network.connections(display.path)) connection.cut()
  },
}

export function inflictOnServer(world: World, fault: ServerFault): void {
  inflictions[fault.kind](world, fault)
}
