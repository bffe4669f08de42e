import { decodeServerMessage, encodeClientMessage } from '@wallboard/relay'
import type { LiveSocket, LiveSocketDeps } from '../../live/connection/live-socket.ts'
import { SharedEvent, type FollowRequest } from './frame-message.ts'

/**
 * The live connection of a page in a frame: that of the page around it, which forwards what it receives and passes on
 * what this page requests. The frame opens no WebSocket.
 *
 * @param requestPort hands a port to the page around this one
 */
export function createFrameSocket(
  deps: LiveSocketDeps,
  requestPort: (port: MessagePort) => void = postToParent,
): LiveSocket {
  let port: MessagePort | undefined

  function eventReceived(data: unknown): void {
    const parsed = SharedEvent.safeParse(data)
    if (!parsed.success) return
    const event = parsed.data
    switch (event.kind) {
      case 'opened':
        deps.onOpened()
        return
      case 'down':
        deps.onDown(event.code, event.failures)
        return
      case 'text':
        textReceived(event.text)
    }
  }

  function textReceived(text: string): void {
    const decoded = decodeServerMessage(text)
    if (decoded.ok) {
      deps.onMessage(decoded.message)
      return
    }
    deps.onUnreadable()
    send({ type: 'resync' })
  }

  const send: LiveSocket['send'] = (message) => {
    port?.postMessage(encodeClientMessage(message))
  }

  function start(): void {
    port?.close()
    const { port1, port2 } = new MessageChannel()
    port = port1
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (port === port1) eventReceived(data)
    }
    requestPort(port2)
  }

  return {
    start,
    send,
    restart: start,
    stop() {
      port?.close()
      port = undefined
    },
  }
}

function postToParent(port: MessagePort): void {
  const request: FollowRequest = { kind: 'follow-live' }
  window.parent.postMessage(request, location.origin, [port])
}
