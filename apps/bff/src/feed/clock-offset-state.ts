/**
 * Five9's clock against ours. The least delay of recent frames is taken for the difference of the clocks, so that a
 * frame that was held up on its way counts as old as it is; a frame is never dated later than it arrived.
 */
export interface ClockOffset {
  /** Arrival minus Five9's time stamp of the last frames, newest last. */
  readonly samples: readonly number[]
}

const kept = 50

export const initialClockOffset: ClockOffset = { samples: [] }

/** Dates a frame by our clock: what is known after it, and its instant in epoch milliseconds. */
export function dateFrame(
  state: ClockOffset,
  frame: { readonly receivedAt: number; readonly timeStamp: number | null },
): { readonly state: ClockOffset; readonly asOf: number } {
  if (frame.timeStamp === null) return { state, asOf: frame.receivedAt }
  const samples = [...state.samples, frame.receivedAt - frame.timeStamp].slice(-kept)
  return { state: { samples }, asOf: Math.min(frame.receivedAt, frame.timeStamp + Math.min(...samples)) }
}
