import { displayToken, RelayReady, type LeastServerOrder } from '../children/orders.ts'
import { isShownBy, messageType } from '../children/display-messages.ts'
import { openWebSocket } from '../children/web-socket-client.ts'
import { serverFrame } from '../children/web-socket-frame.ts'
import { benchProgram, startChild } from './child.ts'
import type { Server } from './rig.ts'

/** A server that has just started, on a busy machine, may need seconds. */
const shownWithinMs = 20_000
/** Time in which the product sends what follows board and snapshot. */
const restMs = 500

/**
 * The frames that a product sends to a display when it connects, without the answer to the upgrade.
 * @throws Error when they do not contain a board and a snapshot: no display of the least server would ever show figures
 */
export function greetingOf(port: number, target: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const frames: Buffer[] = []
    const types = new Set<string>()
    const socket = openWebSocket({
      ...{ port, target, cookie: `wallboard_display=${displayToken(0)}`, wantsPayload: true },
      onOpen: () => undefined,
      onMessage: (opcode, _bytes, payload = Buffer.alloc(0)) => {
        frames.push(serverFrame(payload, opcode))
        const wasShown = isShownBy(types)
        types.add(messageType(opcode, payload))
        if (!wasShown && isShownBy(types)) setTimeout(() => socket.destroy(), restMs)
      },
      onEnd: (reason) => {
        clearTimeout(timer)
        if (isShownBy(types)) resolve(Buffer.concat(frames))
        else reject(new Error(`the product has not sent board and snapshot to a display: ${reason}`))
      },
    })
    const timer = setTimeout(() => socket.destroy(new Error('the time is up')), shownWithinMs)
  })
}

/** Starts the least server of displays, which sends to each what the product has sent to the first. */
export async function startLeastServer(product: Server, target: string, displays: number): Promise<Server> {
  const frames = (await greetingOf(product.port, target)).toString('base64')
  const { child, ready } = await startChild(
    {
      name: 'the least server of displays',
      path: benchProgram('least-display-server.ts'),
      cores: 'first',
    },
    JSON.stringify({ displays, frames } satisfies LeastServerOrder),
    RelayReady,
  )
  return { child, port: ready.port }
}
