import { fetchDisplayIdentity } from '../api/display-identity.ts'
import { createBoardEvaluator } from '../board/board-evaluator.ts'
import { createLiveStores } from '../board/live-stores.tsx'
import { createLive } from '../live/connection/live.ts'
import { screenClocks } from '../live/session/screen-clocks.ts'
import type { DisplayPorts } from './display-ports.ts'

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
  snapshots: async () => (await import('./saved-snapshot.ts')).snapshotPort,
  telemetry: async () => (await import('./telemetry.ts')).createTelemetry,
  wakeLock: async () => (await import('./keep-screen-awake.ts')).keepScreenAwake,
  storedParts: async () => (await import('./stored-parts.ts')).createStoredParts,
  appShell: async () => (await import('./cache-app-shell.ts')).cacheAppShell,
  roomSound: async () => (await import('./room-sound.ts')).createBrowserRoomSound,
}
