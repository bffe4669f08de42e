import { snapshotOf } from '../live/stores/snapshot.ts'
import { ignoreError, type CreateStoredParts } from './display-ports.ts'

/** Storing takes milliseconds of the page, and a machine takes longer to start: nobody sees half a minute more. */
const saveSnapshotEveryMs = 30_000
const cacheShellEveryMs = 20_000

/** Stores in the browser what a start without a server needs: the page and the last live snapshot. */
export const createStoredParts: CreateStoredParts = (ports, statistics, current) => {
  /** Only live data is saved. */
  async function save(): Promise<void> {
    const { boardMessage: board } = current()
    const source = statistics.snapshotSource()
    const { freshness } = statistics.status.getState()
    if (board === undefined || source === undefined || freshness !== 'live') return
    const saved = { board, snapshot: snapshotOf(source) }
    const savedAt = ports.clocks.wall()
    await ports.snapshotPort.save(saved, savedAt)
  }

  /** Once the board is shown, with every part that it needs. */
  async function cacheShell(): Promise<void> {
    const { build } = current()
    if (build !== undefined && statistics.position() !== undefined) await ports.cacheAppShell(build)
  }

  const timers = [
    setInterval(() => void save().catch(ignoreError), saveSnapshotEveryMs),
    setInterval(() => void cacheShell().catch(ignoreError), cacheShellEveryMs),
  ]
  return {
    stop() {
      timers.forEach((timer) => {
        clearInterval(timer)
      })
    },
  }
}
