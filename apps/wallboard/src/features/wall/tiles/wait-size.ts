import { numberOf, type Row } from '@wallboard/statistics'
import { waitLength } from '../../../shared/format/wait.ts'

/** Width of the callback icon before a wait, in digits. */
const iconLength = 1.6

/** The longest wait counts callbacks too: without a call in queue it is theirs. */
export const isOfCallback = (row: Row): boolean =>
  numberOf(row, 'callsInQueue') === 0 && (numberOf(row, 'callbacksInQueue') ?? 0) > 0

/** Digits that a wait takes on a tile, with the icon that says that it is a callback's. */
export const shownWaitLength = (text: string, hasIcon: boolean): number =>
  waitLength(text) + (hasIcon ? iconLength : 0)
