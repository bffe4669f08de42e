import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { relayVersion, wholeView } from '@wallboard/relay'
import { expect, it } from 'vitest'
import { createHub } from '../hub/hub.ts'
import { unmetered } from '../hub/meter.ts'
import { createTestStream, rethrow } from '../hub/stream-fixture.ts'
import type { ClientSocket } from './connection.ts'
import { createOpenConnections } from './open-connections.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void // the flag defines it

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

it('keeps nothing of a client that has left, whatever it did before', async () => {
  const now = () => performance.now()
  const { stream, change } = createTestStream(now)
  const clocks = { monotonic: now, wall: now }
  const hub = createHub({ stream, build: 'b', clocks, meter: unmetered, log: rethrow })
  const connections = createOpenConnections(now)
  const left: WeakRef<ClientSocket>[] = []
  const view = (queue: number) => ({ ...wholeView('wall', ['ACD_STATUS']), queueIds: [`${queue % 30}`] })
  const ignore = () => undefined

  function connectAndLeave(index: number): void {
    const socket: ClientSocket = {
      ...{ send: ignore, ping: ignore, pause: ignore, close: ignore, terminate: ignore },
      bufferedBytes: () => (index % 7 === 0 ? 1e9 : 0), // does not drain
    }
    left.push(new WeakRef(socket))
    const assignment = {
      view: view(index),
      initialMessage: { type: 'command', command: 'identify' } as const,
    }
    const connection = connections.add(
      socket,
      {
        ...{ key: `display ${index % 50}`, hub, viewer: { kind: 'display', id: `${index}` } },
        ...(index % 2 === 0 ? {} : { assignment }),
      },
      { version: relayVersion, view: view(index) },
    )
    const say = (message: object) => {
      connection.messageReceived(JSON.stringify(message))
    }
    change({ id: `${index % 30}`, callsInQueue: index })
    say({ type: 'resync' })
    say({ type: 'subscribe', view: view(index + 1) })
    if (index % 2 === 1) connection.assign({ ...assignment, view: view(index + 2) })
    if (index % 3 === 0) connection.end(4401, 'no longer admitted')
    if (index % 5 === 0) say({})
    connections.closed(connection)
  }

  for (let index = 0; index < 500; index += 1) {
    connectAndLeave(index)
    if (index % 50 === 0) await nextTurn()
  }
  // References of a turn are released at its end; the last client may still be on the stack of the engine.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await nextTurn()
    collectGarbage()
  }
  expect(left.filter((socket) => socket.deref() !== undefined).length).toBeLessThanOrEqual(2)
  expect([...connections.all()]).toEqual([])
  expect(hub.clientCount()).toBe(0)
  hub.close('over')
})
