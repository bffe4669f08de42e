import { WebSocketServer } from 'ws'

/** Reference of the storm: the product's WebSocket library alone. It accepts every connection and sends nothing. */

/** All clients of a storm may wait at once. */
const backlog = 4_096

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog, perMessageDeflate: false })
server.on('listening', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
})
process.on('disconnect', () => process.exit(0))
