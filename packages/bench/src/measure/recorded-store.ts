import type { HistoryStore } from '@wallboard/bff/history-store'
import type { Domain } from '../domains.ts'
import { floorFrames } from './floor-frames.ts'
import { foldFrames, recordFrames } from './recorded-frames.ts'

/** Records the frames of a floor as the product does. Returns the data sources. */
export async function recordFloor(
  store: HistoryStore,
  domain: Domain,
  seconds: number,
): Promise<readonly string[]> {
  const frames = floorFrames(domain, seconds)
  const changes = foldFrames(frames)
  await recordFrames(frames, changes, store)
  return [...new Set(changes.flat().map(({ dataSource }) => dataSource))]
}
