/**
 * An estimate of the offset between Five9's clock and the monotonic clock of this process. The smallest delay of recent
 * frames is taken as the offset, so that a delayed frame is dated as old as it is.
 *
 * A frame that disagrees with the estimate by more than two seconds is suspect: it was delayed, its time stamp is wrong,
 * or one of the clocks was set. When consecutive suspect frames agree with each other, a clock was set: the estimate
 * restarts with them, and the dates that they got from the old estimate are corrected. Each connection restarts it too.
 */
export interface Five9Clock {
  /** Arrival minus Five9's time stamp of the last frames that agree, newest last. */
  readonly samples: readonly number[]
  /** The frames since then that disagree, newest last. */
  readonly suspects: readonly Suspect[]
}

interface Suspect {
  readonly receivedAt: number
  readonly sample: number
  /** The date that the frame got. */
  readonly asOf: number
}

export interface Dating {
  readonly state: Five9Clock
  /** When the frame's data was true, by our monotonic clock: at most a minute before it was received. */
  readonly asOf: number
  /** Earlier dates that were wrong, each with the right one. */
  readonly corrections: ReadonlyMap<number, number>
}

export const unknownFive9Clock: Five9Clock = { samples: [], suspects: [] }

const maxSamples = 50
const maxSuspects = 8
/** Network delays vary by less than this; a larger difference is a clock that was set or a frame that was delayed. */
const jumpMs = 2_000
/** Frames agree when the differences of their time stamps and of their arrivals are equal within this. */
const agreementMs = 1_000
/** Delayed frames arrive together and would agree with each other; frames after a clock was set are spread in time. */
const spreadMs = 200
const agreeingFrames = 2
/** A step of more than two days is unlikely: more frames have to agree on it. */
const implausibleStepMs = 48 * 3_600_000
const agreeingOnImplausible = 5
/** A frame is dated back by at most this: a socket that delays frames for longer is dead. */
const maxAgeMs = 60_000
/** Time stamps from 2000 to 2100 are read as epoch milliseconds. */
const earliestStamp = 946_684_800_000
const latestStamp = 4_102_444_800_000

const none: ReadonlyMap<number, number> = new Map()

/** Add this to an instant of Five9's clock to get the instant of ours; undefined until a frame has a time stamp. */
export const domainOffsetMs = ({ samples }: Five9Clock): number | undefined =>
  samples.length === 0 ? undefined : Math.min(...samples)

const dated = (receivedAt: number, sample: number, offsetMs: number): number =>
  Math.max(receivedAt - maxAgeMs, Math.min(receivedAt, receivedAt - sample + offsetMs))

/** Dates a frame of statistics by our clock. `timeStamp` is Five9's. */
export function dateFrame(
  state: Five9Clock,
  frame: { readonly receivedAt: number; readonly timeStamp: number | null },
): Dating {
  const { receivedAt, timeStamp } = frame
  if (timeStamp === null || timeStamp < earliestStamp || timeStamp > latestStamp)
    return { state, asOf: receivedAt, corrections: none }
  const sample = receivedAt - timeStamp
  const offsetMs = domainOffsetMs(state) ?? sample
  const jump = sample - offsetMs
  if (Math.abs(jump) <= jumpMs) {
    const samples = [...state.samples, sample].slice(-maxSamples)
    const next = { samples, suspects: [] }
    return { state: next, asOf: dated(receivedAt, sample, Math.min(...samples)), corrections: none }
  }
  // No frame is delayed for more than a minute: a larger difference is another clock.
  const asOf = jump > maxAgeMs ? receivedAt : dated(receivedAt, sample, offsetMs)
  const suspects = [...state.suspects, { receivedAt, sample, asOf }].slice(-maxSuspects)
  const agreeing = agreeingEnd(suspects, sample)
  const needed = Math.abs(jump) > implausibleStepMs ? agreeingOnImplausible : agreeingFrames
  const spread = receivedAt - (agreeing[0]?.receivedAt ?? receivedAt)
  const isSet = agreeing.length >= needed && (jump < 0 || spread >= spreadMs)
  if (!isSet) return { state: { ...state, suspects }, asOf, corrections: none }
  const samples = agreeing.map((each) => each.sample)
  const newOffsetMs = Math.min(...samples)
  const corrections = new Map(
    agreeing
      .map((each) => [each.asOf, dated(each.receivedAt, each.sample, newOffsetMs)] as const)
      .filter(([from, to]) => from !== to),
  )
  return {
    state: { samples, suspects: [] },
    asOf: dated(receivedAt, sample, newOffsetMs),
    corrections,
  }
}

/** The last consecutive suspects that agree with a sample. */
function agreeingEnd(suspects: readonly Suspect[], sample: number): readonly Suspect[] {
  const last = suspects.findLastIndex((each) => Math.abs(each.sample - sample) > agreementMs)
  return suspects.slice(last + 1)
}
