import { useStore } from 'zustand'
import type { DisplayState, DisplayStore } from './display-session-store.ts'

/** What the display shows. */
export const useDisplayState = (store: DisplayStore): DisplayState => useStore(store)
