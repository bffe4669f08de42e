import { useStore } from 'zustand'
import type { DisplayState, DisplaySessionStore } from './display-session-store.ts'

/** What the display shows. */
export const useDisplayState = (store: DisplaySessionStore): DisplayState => useStore(store)
