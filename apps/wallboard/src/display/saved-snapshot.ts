import { decodeServerMessage, encodeServerMessage } from '@wallboard/relay'
import { z } from 'zod/mini'
import { addressOf, basePath } from '../api/address.ts'
import type { SavedSnapshot, SnapshotPort, StoredSnapshot } from './display-ports.ts'

/** The cache of this wallboard: another one at the same origin has its own. */
const cacheName = () => (basePath() === '/' ? 'saved snapshot' : `saved snapshot of ${basePath()}`)
const address = () => addressOf('saved-snapshot')
const maxAgeMs = 24 * 3_600_000

/** The messages are encoded as the server sends them. */
const StoredText = z.object({
  savedAt: z.number(),
  board: z.string(),
  snapshot: z.string(),
})

/** Undefined where the browser has no cache storage: it exists on https and on localhost only. */
const openCache = async (): Promise<Cache | undefined> =>
  'caches' in globalThis ? caches.open(cacheName()).catch(() => undefined) : undefined

/** Replaces the stored snapshot. */
async function save({ board, snapshot }: SavedSnapshot, now: number): Promise<void> {
  const stored = {
    savedAt: now,
    board: encodeServerMessage(board),
    snapshot: encodeServerMessage(snapshot),
  }
  const cache = await openCache()
  await cache?.put(address(), new Response(JSON.stringify(stored))).catch(() => undefined) // disk full: nothing is stored
}

/**
 * Parses a stored snapshot. Undefined for one that this build cannot read, for one older than a day, and for one from the
 * future: this machine's clock was set back since, so the age of the snapshot is unknown.
 */
export function parseSnapshot(text: string, now: number): StoredSnapshot | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined // truncated
  }
  const stored = StoredText.safeParse(value)
  if (!stored.success) return undefined
  const ageMs = now - stored.data.savedAt
  if (ageMs < 0 || ageMs > maxAgeMs) return undefined
  const board = decodeServerMessage(stored.data.board)
  const snapshot = decodeServerMessage(stored.data.snapshot)
  if (!board.ok || !snapshot.ok || board.message.type !== 'board' || snapshot.message.type !== 'snapshot')
    return undefined
  return { board: board.message, snapshot: snapshot.message, ageMs }
}

async function load(now: number): Promise<StoredSnapshot | undefined> {
  const cache = await openCache()
  const response = await cache?.match(address())
  return response === undefined ? undefined : parseSnapshot(await response.text(), now)
}

async function remove(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(cacheName()).catch(() => false)
}

/** The stored snapshot of this display. A display that is no longer paired removes it. */
export const snapshotPort: SnapshotPort = { load, save, remove }
