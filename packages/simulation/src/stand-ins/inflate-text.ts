/** Replaces the product's module of this name, whose stream would run in other threads. */
import { inflateSync } from 'node:zlib'

export const inflateText = (data: ArrayBuffer): Promise<string> =>
  Promise.resolve(inflateSync(new Uint8Array(data)).toString('utf8'))
