import type { Server } from 'node:http'
import { BadConfig, type Config } from '../config.ts'

/** Connections that may wait to be accepted: after a power failure or a restart all displays of a site connect at once. */
const backlog = 4_096

/**
 * Starts listening; resolves to the port.
 * @throws BadConfig when the server cannot listen on HOST or PORT
 */
export async function listen(server: Server, { port, host }: Config): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(listenError(error, host, port))
    })
    server.listen({ port, host, backlog }, resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const { code = '' } = error
  if (code === 'EADDRINUSE')
    return new BadConfig(
      `PORT ${port} is in use on ${host}: another program listens there; choose another PORT`,
    )
  if (code === 'EACCES')
    return new BadConfig(`PORT ${port} needs privileges that this user does not have: choose one above 1023`)
  if (['ENOTFOUND', 'EADDRNOTAVAIL', 'EAI_AGAIN'].includes(code))
    return new BadConfig(
      `HOST ${host} is not an address of this machine: use 127.0.0.1, 0.0.0.0 or one of its addresses`,
    )
  return error
}
