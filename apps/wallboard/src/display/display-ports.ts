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

/** Periodically saves what a start without a server needs. */
export interface StoredParts {
  readonly stop: () => void
}

export type CreateStoredParts = (
  ports: Pick<DeferredParts, 'snapshotPort' | 'cacheAppShell'> & Pick<DisplayPorts, 'clocks'>,
  statistics: LiveStores['statistics'],
  current: () => CurrentBoard,
) => StoredParts

/** What the display showed, as the server sent it. */
export interface SavedSnapshot {
  readonly board: BoardMessage
  readonly snapshot: SnapshotMessage
}

/** A saved snapshot and its age, in milliseconds by this machine's wall clock. */
export interface StoredSnapshot extends SavedSnapshot {
  readonly ageMs: number
}

/** The snapshot that the browser stores for a start without a server. */
export interface SnapshotPort {
  readonly load: (now: number) => Promise<StoredSnapshot | undefined>
  readonly save: (snapshot: SavedSnapshot, now: number) => Promise<void>
  readonly remove: () => Promise<void>
}

/** What a display loads after its first figures, all at once. */
export interface DeferredParts {
  readonly snapshotPort: SnapshotPort
  readonly createTelemetry: (statistics: LiveStores['statistics']) => Telemetry
  /** Keeps the screen awake; the result ends that. */
  readonly keepScreenAwake: () => () => void
  /** Saves the snapshot and the page periodically. */
  readonly createStoredParts: CreateStoredParts
  /** Stores the page of this build in the browser. */
  readonly cacheAppShell: (build: string) => Promise<void>
}

/**
 * The browser and the server as a display session uses them. Parts that are promises are loaded when they are first
 * needed: the first figures do not wait for them, and without them the display still shows its board.
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
  readonly deferred: () => Promise<DeferredParts>
  readonly roomSound: () => Promise<(deps: RoomSoundDeps) => RoomSound>
}

/** A part that fails to load or run is tried again the next time. */
export const ignoreError = (): void => undefined
