import { readRecordingClock, type RecordingClock } from '@wallboard/history'
import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import { handled, initialPosting, posted, type PostingState } from './posting-state.ts'
import type { WriterMessage } from './writer-message.ts'

/** What all feeds of the recorder share: its clock, and what is posted to the writing thread. */
export interface RecorderContext {
  /** Reads the recording clock. */
  readonly now: () => { readonly at: number; readonly hasSteppedForward: boolean }
  /** The last instant that was read. */
  readonly last: () => number
  /** What to add to an instant of the monotonic clock for one of the recording clock. */
  readonly offsetMs: () => number
  readonly isShedding: () => boolean
  readonly post: (message: WriterMessage) => void
  /** Posts a message whose size counts. */
  readonly postText: (message: WriterMessage & { readonly text: string }) => void
  /** The thread has handled so many characters. */
  readonly handled: (characters: number) => void
}

export function createRecorderContext(
  clocks: Clocks,
  post: (message: WriterMessage) => void,
): RecorderContext {
  let clock: RecordingClock = { offsetMs: wallOffsetMs(clocks), last: Math.round(clocks.wall()) }
  let posting: PostingState = initialPosting(clocks.monotonic())
  return {
    now() {
      const reading = readRecordingClock(clock, { monotonic: clocks.monotonic(), wall: clocks.wall() })
      clock = reading.clock
      return reading
    },
    last: () => clock.last,
    offsetMs: () => clock.offsetMs,
    isShedding: () => posting.isShedding,
    post,
    postText(message) {
      posting = posted(posting, message.text.length, clocks.monotonic())
      post(message)
    },
    handled(characters) {
      posting = handled(posting, characters, clocks.monotonic())
    },
  }
}
