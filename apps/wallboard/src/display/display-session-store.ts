import type { Board } from '@wallboard/boards'
import type { DisplayIdentity } from '@wallboard/relay/rest/displays'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ShownSound } from '../board/shown-sound.ts'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import type { PairingState } from './pairing-poll.ts'

/** The board that the server assigned. */
export interface ShownBoard {
  readonly board: Board
  readonly boardId: string
  readonly revision: number
}

/** What a display shows. */
export interface DisplayState {
  /** `starting` until the first request for the display's identity has ended; `drill`: paired, and not live. */
  readonly phase: 'starting' | 'unpaired' | 'paired' | 'drill'
  /** Undefined while it is not known. */
  readonly identity: DisplayIdentity | undefined
  /** The pairing code; undefined before the first answer. */
  readonly pairing: PairingState | undefined
  /** The data of this pairing; undefined while the display is not paired. */
  readonly stores: LiveStores | undefined
  readonly shown: ShownBoard | undefined
  /** The server assigned a board that this build cannot read. */
  readonly isUnreadable: boolean
  /** Another page uses this display's pairing. */
  readonly isConflict: boolean
  /** A supervisor requested that this display identifies itself. */
  readonly isIdentifying: boolean
  /** Undefined on a display that may not sound alarms. */
  readonly sound: ShownSound | undefined
}

/** The state without anything that belongs to a pairing. */
export const nothingShown = {
  identity: undefined,
  pairing: undefined,
  stores: undefined,
  shown: undefined,
  isUnreadable: false,
  isConflict: false,
  isIdentifying: false,
  sound: undefined,
} as const satisfies Omit<DisplayState, 'phase'>

export type DisplaySessionStore = StoreApi<DisplayState>

export const createDisplaySessionStore = (): DisplaySessionStore =>
  createStore<DisplayState>(() => ({ phase: 'starting', ...nothingShown }))
