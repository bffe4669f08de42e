import { WebSocket } from 'ws'
import { acceptScreens, listen } from './accept-screens.ts'
import { CoalescerOrder } from './orders.ts'
import { serverFrame } from './web-socket-frame.ts'

/**
 * Reference: what any server must do that sends these bytes at this pace. It writes frames that exist already to every
 * socket, one each interval, and encodes nothing. The frames of the upstream that are sent to it, none unless the floor
 * is measured, it parses: no server knows less of its feed.
 */

const [upstreamUrl] = process.argv.slice(2)
const { server, screens } = acceptScreens()
if (upstreamUrl !== undefined)
  new WebSocket(upstreamUrl, { perMessageDeflate: false }).on('message', (data) => {
    if (Buffer.isBuffer(data)) JSON.parse(data.toString())
  })
let playing: NodeJS.Timeout | undefined

function execute(order: CoalescerOrder): void {
  clearInterval(playing)
  if (order.do === 'stop') return
  const frames = order.frames.map(({ opcode, payload }) =>
    serverFrame(Buffer.from(payload, 'base64'), opcode),
  )
  let next = 0
  playing = setInterval(() => {
    const frame = frames[next % frames.length]
    next += 1
    if (frame !== undefined) for (const screen of screens) screen.write(frame)
  }, order.everyMs)
}

process.on('message', (message: unknown) => {
  execute(CoalescerOrder.parse(message))
  process.send?.({ screens: screens.size })
})
process.on('disconnect', () => process.exit(0))
listen(server)
