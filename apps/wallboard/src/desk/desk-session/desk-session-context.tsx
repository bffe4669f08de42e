import type { DataSource } from '@wallboard/five9/identifiers'
import type { Directory } from '@wallboard/relay'
import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { DeskLive } from './desk-live.ts'
import type { Five9Alert } from './five9-alerts-state.ts'
import type { FeedEntry } from './what-changed-state.ts'
import type { DeskSession, DeskState } from './desk-session-store.ts'

const DeskSessionContext = createContext<DeskSession | undefined>(undefined)

export const DeskSessionProvider = DeskSessionContext

export function useDeskSession(): DeskSession {
  const session = use(DeskSessionContext)
  if (session === undefined) throw new Error('pages of the desk need a DeskSessionProvider')
  return session
}

/** Part of the desk's state. The component renders when the selected value changes. */
export function useDeskState<T>(select: (state: DeskState) => T): T {
  return useStore(useDeskSession().state, select)
}

/** The live data of the signed-in person, on pages that only a signed-in person sees. */
export function useDeskLive(): DeskLive {
  const live = useDeskState((state) => state.live)
  if (live === undefined) throw new Error('this page needs a signed-in person')
  return live
}

/** What Five9 reported to the signed-in person, newest first, until dismissed. */
export function useFive9Alerts(): readonly Five9Alert[] {
  return useStore(useDeskLive().five9Alerts.store, ({ list }) => list)
}

/** The names that came with a data source, read again whenever it changes. The same object while they do not change. */
export function useDirectory(dataSource: DataSource): Directory {
  const { sources } = useDeskLive().stores
  return useStore(sources.revision(dataSource), sources.directory)
}

/** What changed on the floor since the page was loaded, newest first. */
export function useWhatChanged(): readonly FeedEntry[] {
  return useStore(useDeskLive().whatChanged.state, ({ entries }) => entries)
}
