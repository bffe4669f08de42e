import type { BandSlot, HistoryBand } from '@wallboard/relay/rest/history'
import type { BandPoint } from '../../board/charts/trend-rows-state.ts'

/** How much is known of what is usual on a day. */
export type KnownBand =
  /** Drawn; `weeks` is the largest number of weeks of a half-hour. */
  | { readonly type: 'known'; readonly weeks: number }
  /** No half-hour has enough weeks; `weeks` is the largest number that one has. */
  | { readonly type: 'too-few-weeks'; readonly weeks: number }
  | { readonly type: 'holiday' }

const weeksOf = (slot: BandSlot): number => ('weeks' in slot ? slot.weeks : slot.weeksKnown)

/** The centres of the half-hours that have a band. */
export const bandPoints = ({ slots }: HistoryBand): readonly BandPoint[] =>
  slots.flatMap((slot) =>
    'low' in slot ? [{ at: (slot.startsAt + slot.endsAt) / 2, low: slot.low, high: slot.high }] : [],
  )

/** How much is known of a day's band. */
export function knownBand({ slots, isHoliday }: HistoryBand): KnownBand {
  if (isHoliday) return { type: 'holiday' }
  const weeks = Math.max(0, ...slots.map(weeksOf))
  return { type: slots.some((slot) => 'low' in slot) ? 'known' : 'too-few-weeks', weeks }
}
