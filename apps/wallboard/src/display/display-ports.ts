import type { DisplayIdentity } from '@wallboard/relay/rest/displays'
import type { Clocks, ServerMessage, SnapshotMessage } from '@wallboard/relay'
import type { BoardEvaluator } from '../board/board-evaluator.ts'
import type { Live, LiveOptions } from '../live/connection/live.ts'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import type { PairingListener } from './pairing-poll.ts'
import type { RoomSound, RoomSoundDeps } from './room-sound.ts'
import type { Telemetry } from './telemetry.ts'

export type BoardMessage = Extract<ServerMessage, { type: 'board' }>

/** The build that the page runs and the board that it shows. */
export interface CurrentBoard {
  readonly build: string | undefined
  readonly boardMessage: BoardMessage | undefined
}

/** Saves from time to time what a start without a server needs. */
export interface StoredParts {
  readonly stop: () => void
}

export type CreateStoredParts = (
  ports: Pick<DisplayPorts, 'snapshots' | 'appShell' | 'clocks'>,
  statistics: LiveStores['statistics'],
  current: () => CurrentBoard,
) => StoredParts

/** What the display showed: nothing that the server had not sent to it. */
export interface SavedSnapshot {
  readonly board: BoardMessage
  readonly snapshot: SnapshotMessage
}

/** A saved snapshot and its age, in milliseconds by this machine's time of day. */
export interface StoredSnapshot extends SavedSnapshot {
  readonly ageMs: number
}

/** The snapshot that the browser stores for a start without a server. */
export interface SnapshotPort {
  readonly load: (now: number) => Promise<StoredSnapshot | undefined>
  readonly save: (snapshot: SavedSnapshot, now: number) => Promise<void>
  readonly remove: () => Promise<void>
}

/**
 * The browser and the server as a display session uses them. What is a promise of a part is loaded when it is first
 * needed: the first figures do not wait for it, and without it the display still shows its board.
 */
export interface DisplayPorts {
  readonly clocks: Clocks
  readonly fetchIdentity: () => Promise<DisplayIdentity | null>
  readonly createStores: () => LiveStores
  readonly createLive: (options: LiveOptions) => Live
  readonly createEvaluator: (stores: LiveStores) => BoardEvaluator
  readonly reload: () => void
  /** Requests pairing codes until the display is paired; the result ends that. */
  readonly pairing: () => Promise<(listener: PairingListener) => () => void>
  readonly snapshots: () => Promise<SnapshotPort>
  readonly telemetry: () => Promise<(status: LiveStores['statistics']) => Telemetry>
  /** Keeps the screen awake; the result ends that. */
  readonly wakeLock: () => Promise<() => () => void>
  /** Saves the snapshot and the page from time to time. */
  readonly storedParts: () => Promise<CreateStoredParts>
  /** Has the browser store the page of this build. */
  readonly appShell: () => Promise<(build: string) => Promise<void>>
  readonly roomSound: () => Promise<(deps: RoomSoundDeps) => RoomSound>
}

/** A part that cannot be loaded or used now is tried again at its next turn. */
export const ignoreError = (): void => undefined
