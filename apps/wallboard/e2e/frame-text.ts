import { inflateSync } from 'node:zlib'

/** The text of a frame of the live socket: the server deflates large messages and sends them as binary frames. */
export const frameText = (payload: string | Buffer): string =>
  typeof payload === 'string' ? payload : inflateSync(payload).toString('utf8')
