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
  deferred: () => import('./deferred-parts.ts'),
  roomSound: async () => (await import('./room-sound.ts')).createBrowserRoomSound,
}
