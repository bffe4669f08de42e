import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Inspection } from '../../storage/inspection.ts'
import type { HistoryStore } from './history-store.ts'
import { openPostgresHistoryStore } from './postgres-history-store.ts'
import { setAside } from './set-aside.ts'
import { openSqliteHistoryStore } from './sqlite-history-store.ts'

/** The store of the service account's feed, and that of the feeds of signed-in persons. */
export interface HistoryStores {
  readonly house: HistoryStore
  readonly personal: HistoryStore
}

/** Where history is stored. */
interface StoredPlace {
  readonly historyDirectory: string
  /** The address of the PostgreSQL database that holds history; undefined for files in the directory. */
  readonly databaseUrl?: string | undefined
}

/**
 * Opens the files of history as they are, or the tables in PostgreSQL, which need not be reachable.
 * @throws StorageError when the files cannot be used
 */
export function openStores({ historyDirectory: directory, databaseUrl }: StoredPlace): HistoryStores {
  if (databaseUrl !== undefined)
    return {
      house: openPostgresHistoryStore(databaseUrl, 'history'),
      personal: openPostgresHistoryStore(databaseUrl, 'history_personal'),
    }
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
 * Opens history for the thread that writes. Where `history.db` is damaged, all files of its directory are
 * set aside, and a new history begins.
 *
 * @param inspect inspects a file in a child process: some damage ends the process that reads it
 * @returns the stores, and the name of the directory that holds what was set aside
 * @throws StorageError when the files cannot be used
 */
export async function openHistory(
  place: StoredPlace,
  deps: { readonly inspect: (path: string) => Promise<Inspection>; readonly now: () => number },
): Promise<HistoryStores & { readonly setAside: string | undefined }> {
  if (place.databaseUrl !== undefined) return { ...openStores(place), setAside: undefined }
  const { historyDirectory: directory } = place
  const ofHouse = await setAsideDamaged(directory, deps)
  const ofPersons = await setAsideDamaged(join(directory, 'personal'), deps)
  const stores = openStores(place)
  await stores.house.markLost()
  await stores.personal.markLost()
  return { ...stores, setAside: ofHouse ?? ofPersons }
}
