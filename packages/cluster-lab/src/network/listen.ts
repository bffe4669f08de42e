import { createServer, type Server, type Socket } from 'node:net'

/** Starts a TCP server on a port of the loopback interface; 0 takes any free port. Rejects when the port is taken. */
export async function listen(
  onConnection: (socket: Socket) => void,
  port = 0,
): Promise<{ readonly server: Server; readonly port: number }> {
  // A half that the other side has ended stays writable: ends are passed on like bytes.
  const server = createServer({ allowHalfOpen: true }, onConnection)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port')
  return { server, port: address.port }
}
