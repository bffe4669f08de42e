import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Inspection } from '../../storage/inspection.ts'
import type { HistoryStore } from './history-store.ts'
import { setAside } from './set-aside.ts'
import { openSqliteHistoryStore } from './sqlite-history-store.ts'

/** The store of the service account's feed, and that of the feeds of signed-in persons. */
export interface HistoryStores {
  readonly house: HistoryStore
  readonly personal: HistoryStore
}

/** Opens the files of history as they are. @throws StorageError when they cannot be used */
export function openStores(directory: string): HistoryStores {
  return {
    house: openSqliteHistoryStore(directory),
    personal: openSqliteHistoryStore(join(directory, 'personal')),
  }
}

async function setAsideDamaged(
  directory: string,
  deps: { readonly inspect: (path: string) => Promise<Inspection>; readonly now: () => number },
): Promise<string | undefined> {
  const summary = join(directory, 'history.db')
  if (!existsSync(summary)) return undefined
  // A file that cannot be inspected now may be good: opening it decides.
  const inspection = await deps.inspect(summary).catch(() => undefined)
  return inspection?.isGood === false ? setAside(directory, deps.now()) : undefined
}

/**
 * Opens the files of history for the thread that writes. Where `history.db` is damaged, all files of its directory are
 * set aside, and a new history begins.
 *
 * @param inspect inspects a file in a child process: some damage ends the process that reads it
 * @returns the stores, and the name of the directory that holds what was set aside
 * @throws StorageError when the files cannot be used
 */
export async function openHistory(
  directory: string,
  deps: { readonly inspect: (path: string) => Promise<Inspection>; readonly now: () => number },
): Promise<HistoryStores & { readonly setAside: string | undefined }> {
  const ofHouse = await setAsideDamaged(directory, deps)
  const ofPersons = await setAsideDamaged(join(directory, 'personal'), deps)
  const stores = openStores(directory)
  await stores.house.markLost()
  await stores.personal.markLost()
  return { ...stores, setAside: ofHouse ?? ofPersons }
}
