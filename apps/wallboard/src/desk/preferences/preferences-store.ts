import { createStore, type StoreApi } from 'zustand/vanilla'
import { parsePreferences, storageKeyOf, type DeskPreferences } from './desk-preferences.ts'

/** A person's preferences, stored in this browser at each change. */
export interface PreferencesStore {
  readonly store: StoreApi<DeskPreferences>
  readonly change: (changed: Partial<DeskPreferences>) => void
}

type TextStorage = Pick<Storage, 'getItem' | 'setItem'>

/** Preferences are not secret, and name nobody. */
const browserStorage: TextStorage = {
  // oxlint-disable-next-line no-restricted-globals -- see above
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => {
    // oxlint-disable-next-line no-restricted-globals -- see above
    localStorage.setItem(key, value)
  },
}

/** The stored preferences of a person; the defaults where the browser has none or refuses to tell. */
export function loadPreferences(username: string, storage: TextStorage = browserStorage): DeskPreferences {
  try {
    return parsePreferences(storage.getItem(storageKeyOf(username)))
  } catch {
    return parsePreferences(null) // the browser blocks storage
  }
}

export function createPreferencesStore(
  username: string,
  storage: TextStorage = browserStorage,
): PreferencesStore {
  const store = createStore<DeskPreferences>()(() => loadPreferences(username, storage))
  return {
    store,
    change(changed) {
      store.setState(changed)
      try {
        storage.setItem(storageKeyOf(username), JSON.stringify(store.getState()))
      } catch {
        // The browser blocks storage or has no room: the choice holds until the page is reloaded.
      }
    },
  }
}
