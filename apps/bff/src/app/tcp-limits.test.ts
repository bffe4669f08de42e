import { EventEmitter } from 'node:events'
import { createServer } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { limitConnections } from './tcp-limits.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A server that does not listen, to which a test brings connections. */
function setUp() {
  const server = createServer()
  limitConnections(server, {
    inAll: 9,
    perAddress: 2,
    groupOf: (address) => (address === 'proxy' ? undefined : address),
  })
  function arrive(remoteAddress: string): Socket {
    const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress })
    EventEmitter.prototype.emit.call(server, 'connection', socket)
    return socket
  }
  return { server, arrive }
}

const closed = async (socket: Socket) => {
  socket.destroy()
  await vi.advanceTimersByTimeAsync(1)
}

describe(limitConnections, () => {
  it('closes a connection without a request after 5 s, and not one that has sent one', () => {
    const { server, arrive } = setUp()
    const [silent, asking, upgrading] = [arrive('a'), arrive('b'), arrive('c')]
    server.emit('request', { socket: asking })
    server.emit('upgrade', { socket: upgrading })
    vi.advanceTimersByTime(4_999)
    expect(silent.destroyed).toBe(false)
    vi.advanceTimersByTime(60_000)
    expect([silent.destroyed, asking.destroyed, upgrading.destroyed]).toEqual([true, false, false])
  })

  it('closes at once what is beyond the limit of an address, until another of it has gone; never of a proxy', async () => {
    const { server, arrive } = setUp()
    const first = arrive('a')
    expect([arrive('a'), arrive('a'), arrive('b')].map(({ destroyed }) => destroyed)).toEqual([
      false,
      true,
      false,
    ])
    await closed(first)
    expect([arrive('a'), arrive('a')].map(({ destroyed }) => destroyed)).toEqual([false, true])
    expect(Array.from({ length: 5 }, () => arrive('proxy').destroyed)).not.toContain(true)
    expect(server.maxConnections).toBe(9)
  })
})
