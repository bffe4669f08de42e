import { decodeServerMessage, encodeServerMessage } from '@wallboard/relay'
import { z } from 'zod/mini'
import { addressOf, basePath } from '../api/address.ts'
import type { SavedSnapshot, SnapshotPort, StoredSnapshot } from './display-ports.ts'

/** Of this wallboard: another one of the same origin has its own. */
const cacheName = () => (basePath() === '/' ? 'last picture' : `last picture of ${basePath()}`)
const address = () => addressOf('last-picture')
const oldestMs = 24 * 3_600_000

const Kept = z.object({
  keptAt: z.number(),
  board: z.string(),
  snapshot: z.string(),
})

/** Undefined where the browser keeps nothing: it does on https and on localhost only. */
const openCache = async (): Promise<Cache | undefined> =>
  'caches' in globalThis ? caches.open(cacheName()).catch(() => undefined) : undefined

/** Keeps what stands on the screen, in place of what was kept before. */
async function save({ board, snapshot }: SavedSnapshot, now: number): Promise<void> {
  const kept = {
    keptAt: now,
    board: encodeServerMessage(board),
    snapshot: encodeServerMessage(snapshot),
  }
  const cache = await openCache()
  await cache?.put(address(), new Response(JSON.stringify(kept))).catch(() => undefined) // a full disk: no picture
}

/**
 * Reads a kept picture. Undefined for one that does not fit this build, for one older than a day, and for one from the
 * future: this screen's clock was set back meanwhile, so nothing can tell how old the picture is.
 */
export function parseSnapshot(text: string, now: number): StoredSnapshot | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined // half a file
  }
  const kept = Kept.safeParse(value)
  if (!kept.success) return undefined
  const ageMs = now - kept.data.keptAt
  if (ageMs < 0 || ageMs > oldestMs) return undefined
  const board = decodeServerMessage(kept.data.board)
  const snapshot = decodeServerMessage(kept.data.snapshot)
  if (!board.ok || !snapshot.ok || board.message.type !== 'board' || snapshot.message.type !== 'snapshot')
    return undefined
  return { board: board.message, snapshot: snapshot.message, ageMs }
}

async function load(now: number): Promise<StoredSnapshot | undefined> {
  const cache = await openCache()
  const kept = await cache?.match(address())
  return kept === undefined ? undefined : parseSnapshot(await kept.text(), now)
}

async function remove(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(cacheName()).catch(() => false)
}

/** The snapshot of this display; a display that is no longer paired removes it. */
export const snapshotPort: SnapshotPort = { load, save, remove }
