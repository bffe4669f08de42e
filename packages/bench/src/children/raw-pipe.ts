import WebSocket from 'ws'
import { acceptScreens, listen } from './accept-screens.ts'
import { serverFrame } from './web-socket-frame.ts'

/** Reference: the lower limit. Each message is framed once and written to every socket, without being parsed. */

const { server, screens } = acceptScreens()
const upstream = new WebSocket(process.argv[2] ?? '', { perMessageDeflate: false })
upstream.on('message', (data) => {
  if (!Buffer.isBuffer(data)) return
  const frame = serverFrame(data)
  for (const screen of screens) screen.write(frame)
})
upstream.once('open', () => {
  listen(server)
})
process.on('disconnect', () => process.exit(0))
