/**
 * An estimate of Five9's clock against the monotonic clock of this process. The least delay of recent frames is taken
 * for the difference of the clocks, so that a frame that was held up on its way counts as old as it is.
 *
 * A frame that disagrees with the estimate by more than two seconds is suspect: it was held up, its stamp is nonsense,
 * or one of the clocks was set. When frames in a row agree with each other, the clock was set: the estimate begins anew
 * with them, and what they were dated by the old one is corrected. It also begins anew with each connection.
 */
export interface Five9Clock {
  /** Arrival minus Five9's time stamp of the last frames that agree, newest last. */
  readonly samples: readonly number[]
  /** The frames since then that do not, newest last. */
  readonly suspects: readonly Suspect[]
}

interface Suspect {
  readonly receivedAt: number
  readonly sample: number
  /** What the frame was dated. */
  readonly asOf: number
}

export interface Dating {
  readonly state: Five9Clock
  /** When the frame's figures were true, by our monotonic clock: at most a minute before it was received. */
  readonly asOf: number
  /** Earlier instants that were wrong, each with the right one. */
  readonly corrections: ReadonlyMap<number, number>
}

export const unknownFive9Clock: Five9Clock = { samples: [], suspects: [] }

const kept = 50
const mostSuspects = 8
/** Network delays vary by less than this; more is a clock that was set, or a frame that was held up for long. */
const jumpMs = 2_000
/** Frames agree when their stamps are as far apart as their arrivals, within this. */
const agreementMs = 1_000
/** Held-up frames arrive together and would agree with each other; frames of a clock that was set are spread in time. */
const spreadMs = 200
const agreeingFrames = 2
/** A step of more than two days is hardly a clock that was set: more frames have to agree on it. */
const implausibleStepMs = 48 * 3_600_000
const agreeingOnImplausible = 5
/** A frame is dated back by at most this: a socket that holds frames up for longer is dead. */
const mostAgeMs = 60_000
/** Stamps from 2000 to 2100 are taken for epoch milliseconds. */
const earliestStamp = 946_684_800_000
const latestStamp = 4_102_444_800_000

const none: ReadonlyMap<number, number> = new Map()

/** Five9's instant plus this is the same instant of our clock; undefined until a frame with a stamp has come. */
export const domainOffsetMs = ({ samples }: Five9Clock): number | undefined =>
  samples.length === 0 ? undefined : Math.min(...samples)

const dated = (receivedAt: number, sample: number, offsetMs: number): number =>
  Math.max(receivedAt - mostAgeMs, Math.min(receivedAt, receivedAt - sample + offsetMs))

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
    const samples = [...state.samples, sample].slice(-kept)
    const next = { samples, suspects: [] }
    return { state: next, asOf: dated(receivedAt, sample, Math.min(...samples)), corrections: none }
  }
  // Nothing is held up for more than a minute: later than that is another clock.
  const asOf = jump > mostAgeMs ? receivedAt : dated(receivedAt, sample, offsetMs)
  const suspects = [...state.suspects, { receivedAt, sample, asOf }].slice(-mostSuspects)
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

/** The suspects at the end of the row that agree with a sample. */
function agreeingEnd(suspects: readonly Suspect[], sample: number): readonly Suspect[] {
  const last = suspects.findLastIndex((each) => Math.abs(each.sample - sample) > agreementMs)
  return suspects.slice(last + 1)
}
