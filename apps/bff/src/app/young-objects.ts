import { setFlagsFromString } from 'node:v8'

/**
 * Lets the engine give young objects all the room that they may have as soon as too many of them stay alive, in place of twice
 * as much each time. When all displays connect at once, each collection copies the sockets that are being opened: with less
 * room there are more collections, and each socket is copied more often (docs/performance.md). It applies to each heap of this
 * process, and no heap may become larger than before.
 */
export function growYoungSpaceAtOnce(): void {
  setFlagsFromString('--semi-space-growth-factor=16') // V8 reads it each time that the room grows
}
