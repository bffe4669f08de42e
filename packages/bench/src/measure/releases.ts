import { AsyncLocalStorage } from 'node:async_hooks'

/** What a section has started, and how each is ended. */
const ofSection = new AsyncLocalStorage<Set<() => void>>()

/**
 * Runs a section. What it has started and not ended (because it failed) is ended with it, so that it does not disturb the
 * next one.
 */
export async function releasingAfter<T>(work: () => Promise<T>): Promise<T> {
  const releases = new Set<() => void>()
  try {
    return await ofSection.run(releases, work)
  } finally {
    for (const release of releases) release()
  }
}

/** Calls `release` when the present section ends, unless the returned function is called before. */
export function releaseWithSection(release: () => void): () => void {
  const releases = ofSection.getStore()
  releases?.add(release)
  return () => {
    releases?.delete(release)
  }
}

/** Starts what several sections use: it does not end with the present one. */
export const startShared = <T>(start: () => Promise<T>): Promise<T> => ofSection.exit(start)
