import { relayVersion, wholeView, type ClientMessage, type ServerMessage } from '@wallboard/relay'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { LiveSocketDeps } from '../../live/connection/live-socket.ts'
import { createFrameSocket } from './frame-socket.ts'
import { createSharedConnection } from './shared-connection.ts'

const hello: ServerMessage = {
  type: 'hello',
  version: relayVersion,
  build: 'b1',
  serverTime: 1_000,
  wallOffsetMs: 5,
}

/** A page with a connection that the test plays the server of, and a frame that follows it over real ports. */
function startPage() {
  let ofServer: LiveSocketDeps | undefined
  const requests: ClientMessage[] = []
  const required: unknown[] = []
  const shared = createSharedConnection({
    require: (view) => required.push(view),
    clock: () => ({ serverTime: 61_000, wallOffsetMs: 7 }),
    openSocket(deps) {
      ofServer = deps
      return {
        start: () => undefined,
        stop: () => undefined,
        restart: () => undefined,
        send: (message) => requests.push(message),
      }
    },
  })
  const pageMessages: ServerMessage[] = []
  const none = { url: () => '', onOpened: () => undefined, onUnreadable: () => undefined }
  const socket = shared.createSocket({
    ...none,
    onMessage: (message) => pageMessages.push(message),
    onDown: () => undefined,
  })

  function send(message: ServerMessage): void {
    ofServer?.onText?.(JSON.stringify(message))
    ofServer?.onMessage(message)
  }

  function startFrame() {
    const seen: unknown[] = []
    const ports: MessagePort[] = []
    const ends: (() => void)[] = []
    const frame = createFrameSocket(
      {
        url: () => '',
        onOpened: () => seen.push('opened'),
        onMessage: (message) => seen.push(message),
        onUnreadable: () => seen.push('unreadable'),
        onDown: (code, failures) => seen.push(['down', code, failures]),
      },
      (port) => {
        ports.push(port)
        ends.push(shared.follow(port))
      },
    )
    frame.start()
    onTestFinished(() => {
      frame.stop()
      for (const port of ports) port.close()
    })
    const unfollow = () => {
      for (const end of ends) end()
    }
    return { frame, seen, unfollow }
  }

  return { socket, server: () => ofServer, send, requests, required, pageMessages, startFrame }
}

describe(createSharedConnection, () => {
  it('gives a frame of an open connection the time of now, and requests a snapshot for it', async () => {
    const page = startPage()
    page.server()?.onOpened()
    page.send(hello)
    const { seen } = page.startFrame()
    await expect.poll(() => seen).toEqual(['opened', { ...hello, serverTime: 61_000, wallOffsetMs: 7 }])
    expect(page.requests).toEqual([{ type: 'resync' }])
    expect(page.pageMessages).toEqual([hello])
  })

  it('forwards each message in its order, and the end of the connection and its next start', async () => {
    const page = startPage()
    const { seen } = page.startFrame()
    const speaker: ServerMessage = { type: 'speaker', isSpeaker: true }
    page.server()?.onOpened()
    page.send(hello)
    page.send(speaker)
    page.server()?.onDown(1006, 2)
    page.server()?.onOpened()
    await expect.poll(() => seen).toEqual(['opened', hello, speaker, ['down', 1006, 2], 'opened'])
    expect(page.requests).toEqual([])
  })

  it('tells a frame that starts while the connection is lost that it is lost', async () => {
    const page = startPage()
    page.server()?.onOpened()
    page.send(hello)
    page.server()?.onDown(1012, 1)
    const { seen } = page.startFrame()
    await expect.poll(() => seen).toEqual([['down', 1012, 1]])
    page.socket.stop()
    await expect.poll(() => seen.length).toBe(2)
  })

  it('passes on requests of a frame for a snapshot and for data sources, and nothing else', async () => {
    const page = startPage()
    const { frame } = page.startFrame()
    const view = wholeView('wall', ['AGENT_STATE'])
    frame.send({ type: 'ack', epoch: 'e', seq: 1 })
    frame.send({ type: 'subscribe', view })
    frame.send({ type: 'resync' })
    await expect.poll(() => page.required).toEqual([view])
    expect(page.requests).toEqual([{ type: 'resync' }])
  })

  it('requests a snapshot when a frame cannot read a message', async () => {
    const page = startPage()
    const { seen } = page.startFrame()
    page.server()?.onText?.('{"type":"no such message"}')
    await expect.poll(() => seen).toEqual(['unreadable'])
    await expect.poll(() => page.requests).toEqual([{ type: 'resync' }])
  })

  it('serves a frame that connects again over its new port, and no frame that has left', async () => {
    const page = startPage()
    page.server()?.onOpened()
    page.send(hello)
    const { frame, seen, unfollow } = page.startFrame()
    await vi.waitFor(() => {
      expect(seen).toHaveLength(2)
    })
    frame.restart()
    await vi.waitFor(() => {
      expect(seen).toHaveLength(4)
    })
    unfollow()
    page.send({ type: 'speaker', isSpeaker: true })
    const other = page.startFrame()
    await vi.waitFor(() => {
      expect(other.seen).toHaveLength(2)
    })
    expect(seen).toHaveLength(4)
  })
})
