/** Takes the place of the screen's module of this name, whose stream would run on threads of its own. */
import { inflateSync } from 'node:zlib'

export const inflateText = (data: ArrayBuffer): Promise<string> =>
  Promise.resolve(inflateSync(new Uint8Array(data)).toString('utf8'))
