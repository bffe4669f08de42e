import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { DeskPreferences } from './desk-preferences.ts'
import type { PreferencesStore } from './preferences-store.ts'

const PreferencesContext = createContext<PreferencesStore | undefined>(undefined)

export const PreferencesProvider = PreferencesContext

function usePreferencesStore(): PreferencesStore {
  const preferences = use(PreferencesContext)
  if (preferences === undefined) throw new Error('pages of the desk need a PreferencesProvider')
  return preferences
}

/** One preference of the signed-in person. */
export function usePreference<K extends keyof DeskPreferences>(name: K): DeskPreferences[K] {
  return useStore(usePreferencesStore().store, (preferences) => preferences[name])
}

/** Changes preferences of the signed-in person. */
export const useChangePreferences = (): PreferencesStore['change'] => usePreferencesStore().change
