import { readRecordingClock, startRecordingClock, type RecordingClock } from '@wallboard/history'
import type { Clocks } from '@wallboard/relay'
import { handled, initialPosting, posted, type PostingState } from './posting-state.ts'
import { charactersOf, type WriterMessage } from './writer-message.ts'

/** What all feeds of the recorder share: its clock, and what is posted to the writing thread. */
export interface RecorderContext {
  /** Reads the recording clock: an instant, which is never before the last one. */
  readonly now: () => number
  /** When this server started. */
  readonly startedAt: number
  /** The last instant that was read. */
  readonly last: () => number
  /** What to add to an instant of the monotonic clock for one of the recording clock. */
  readonly offsetMs: () => number
  readonly isShedding: () => boolean
  readonly post: (message: WriterMessage) => void
  /** Posts a message whose size counts. */
  readonly postCounted: (message: WriterMessage) => void
  /** The thread has handled this many characters. */
  readonly handled: (characters: number) => void
}

/** @param onStep the wall clock was set; it is called before that reading returns */
export function createRecorderContext(
  clocks: Clocks,
  post: (message: WriterMessage) => void,
  onStep: (at: number) => void,
): RecorderContext {
  const read = () => ({ monotonic: clocks.monotonic(), wall: clocks.wall() })
  let clock: RecordingClock = startRecordingClock(read())
  let posting: PostingState = initialPosting(clocks.monotonic())
  return {
    now() {
      const reading = readRecordingClock(clock, read())
      clock = reading.clock
      if (reading.hasStepped) onStep(reading.at)
      return reading.at
    },
    startedAt: clock.last,
    last: () => clock.last,
    offsetMs: () => clock.offsetMs,
    isShedding: () => posting.isShedding,
    post,
    postCounted(message) {
      posting = posted(posting, charactersOf(message), clocks.monotonic())
      post(message)
    },
    handled(characters) {
      posting = handled(posting, characters, clocks.monotonic())
    },
  }
}
