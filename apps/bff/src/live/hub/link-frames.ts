import {
  relayVersion,
  wallOffsetMs,
  type Clocks,
  type Link,
  type ServerMessage,
  type StreamMode,
} from '@wallboard/relay'
import { frameOf, type Frame } from './frame.ts'

/** Frames with the time and the link, encoded once for all clients that are sent them in the same millisecond. */
export interface LinkFrames {
  readonly hello: () => Frame
  readonly link: (link: Link) => Frame
  readonly heartbeat: (link: Link) => Frame
}

/** What a stream is that is not live. */
export interface SteppedKind {
  readonly mode: StreamMode
  /** Of a drill: it shows a simulated day. */
  readonly isSimulated?: boolean
}

interface Time {
  readonly serverTime: number
  readonly wallOffsetMs: number
}

/**
 * @param clocks those of the stream's instants
 * @param stepped undefined for a live stream
 */
export function createLinkFrames(clocks: Clocks, build: string, stepped?: SteppedKind): LinkFrames {
  /** After a restart a thousand clients connect at once: they share a frame. */
  function shared<Key>(messageOf: (time: Time, key: Key) => ServerMessage): (key: Key) => Frame {
    let last: { readonly at: number; readonly key: Key; readonly frame: Frame } | undefined
    return (key) => {
      const at = clocks.monotonic()
      if (last?.at !== at || last.key !== key) {
        const frame = frameOf(messageOf({ serverTime: at, wallOffsetMs: wallOffsetMs(clocks) }, key))
        last = { at, key, frame }
      }
      return last.frame
    }
  }

  const hello = shared((time, version: number) => ({
    ...{ type: 'hello', version, build, ...time },
    ...(stepped === undefined ? {} : { mode: stepped.mode }),
    ...(stepped?.isSimulated === true ? { isSimulated: true } : {}),
  }))
  return {
    hello: () => hello(relayVersion),
    link: shared((time, link) => ({ type: 'link', ...time, link })),
    heartbeat: shared((time, link) => ({ type: 'heartbeat', ...time, link })),
  }
}
