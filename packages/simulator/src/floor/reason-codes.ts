import type { ReasonCode } from './contact-centre.ts'
import type { Random } from './random.ts'

export const reasonCodes: readonly ReasonCode[] = [
  { id: '100001', name: 'Lunch', selectable: true },
  { id: '100002', name: 'Short break', selectable: true },
  { id: '100003', name: 'Training', selectable: true },
  { id: '100004', name: 'Team meeting', selectable: true },
  { id: '100005', name: 'Coaching', selectable: true },
]

const minute = 60_000
/** The frequency of each reason and its median duration, in the order of `reasonCodes`. */
const habits = [
  { share: 0.15, medianMs: 30 * minute },
  { share: 0.5, medianMs: 7 * minute },
  { share: 0.1, medianMs: 24 * minute },
  { share: 0.15, medianMs: 14 * minute },
  { share: 0.1, medianMs: 11 * minute },
]

/** Selects a reason and a duration. */
export function drawBreak(random: Random): {
  readonly reason: ReasonCode | undefined
  readonly lengthMs: number
} {
  let left = random.uniform()
  const index = habits.findIndex(({ share }) => (left -= share) < 0)
  const chosen = index < 0 ? 1 : index
  return {
    reason: reasonCodes[chosen],
    lengthMs: random.logNormal(habits[chosen]?.medianMs ?? minute, 0.3),
  }
}
