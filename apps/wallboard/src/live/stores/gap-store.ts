import { createStore } from 'zustand/vanilla'
import type { ScreenGap } from './gaps-state.ts'

/** The gaps that charts of queues show, epoch milliseconds of the server. */
export interface ShownGaps {
  /** In order. A new array when they change. */
  readonly gaps: readonly ScreenGap[]
}

/** When the queues' figures were not live, and why: one for all charts of the page. */
export const createGapStore = () => createStore<ShownGaps>()(() => ({ gaps: [] }))

export type GapStore = ReturnType<typeof createGapStore>
