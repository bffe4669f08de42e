import { fetchDisplayIdentity } from '../api/display-identity.ts'
import { createBoardEvaluator } from '../board/board-evaluator.ts'
import { createLiveStores } from '../board/live-stores.tsx'
import { createLive } from '../live/connection/live.ts'
import { screenClocks } from '../live/session/screen-clocks.ts'
import type { DisplayPorts } from './display-ports.ts'

const deferred = () => import('./deferred-parts.ts')

/** The ports of a real browser. */
export const browserPorts: DisplayPorts = {
  clocks: screenClocks,
  fetchIdentity: fetchDisplayIdentity,
  createStores: createLiveStores,
  createLive,
  createEvaluator: createBoardEvaluator,
  reload: () => {
    location.reload()
  },
  pairing: async () => (await import('./pairing-port.ts')).startPairing,
  snapshots: async () => (await deferred()).snapshotPort,
  telemetry: async () => (await deferred()).createTelemetry,
  wakeLock: async () => (await deferred()).keepScreenAwake,
  storedParts: async () => (await deferred()).createStoredParts,
  appShell: async () => (await deferred()).cacheAppShell,
  roomSound: async () => (await import('./room-sound.ts')).createBrowserRoomSound,
}
