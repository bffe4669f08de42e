import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { queueQueries } from '../../api/queue-queries.ts'
import { endedSession, sessionQueries, signOut } from '../../api/session-queries.ts'
import { createDeskLive, type DeskLive, type DeskLiveDeps } from './desk-live.ts'
import { nextLiveAction, signInStateOf, type SignInState } from './sign-in-state.ts'

export interface DeskState {
  readonly signIn: SignInState
  /** The live data. After the session has ended it is stopped, but still present for a page with unsaved changes. */
  readonly live: DeskLive | undefined
  /** The page has unsaved changes: the desk neither leaves nor reloads it by itself. */
  readonly hasUnsavedChanges: boolean
}

/** The desk's session: the signed-in person and that person's only live connection. Independent of React. */
export interface DeskSession {
  readonly state: StoreApi<DeskState>
  /** Requests who is signed in, and connects and disconnects accordingly. Returns the function that stops this. */
  readonly start: () => () => void
  /** Requests again who is signed in, after a sign-in. */
  readonly refresh: () => Promise<void>
  /** @throws ApiError or TypeError when the server did not end the session */
  readonly signOut: () => Promise<void>
  readonly setUnsavedChanges: (hasUnsavedChanges: boolean) => void
}

export function createDeskSession(
  queryClient: QueryClient,
  openSocket?: DeskLiveDeps['openSocket'],
): DeskSession {
  const { queryKey } = sessionQueries.current()
  const state = createStore<DeskState>()(() => ({
    signIn: { status: 'checking' },
    live: undefined,
    hasUnsavedChanges: false,
  }))
  let connectedAs: string | undefined

  const refresh = () => queryClient.invalidateQueries({ queryKey })

  /** The next person must not see data of the previous one. */
  function forgetData(): void {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] })
  }

  function connect(username: string): DeskLive {
    return createDeskLive({
      username,
      openSocket,
      canReload: () => !state.getState().hasUnsavedChanges,
      onDown: (reason) => {
        if (reason === 'signed-out') queryClient.setQueryData(queryKey, endedSession)
        else void refresh() // a failed request changes nothing
      },
      onQueuesChanged: () => void queryClient.invalidateQueries({ queryKey: queueQueries.all().queryKey }),
    })
  }

  function stopLive(): void {
    state.getState().live?.stop()
    connectedAs = undefined
  }

  function signInChanged(signIn: SignInState): void {
    const action = nextLiveAction(connectedAs, signIn)
    if (action === 'stop' || action === 'restart') {
      stopLive()
      forgetData()
    }
    if ((action === 'start' || action === 'restart') && signIn.status === 'signed-in') {
      connectedAs = signIn.username
      state.setState({ signIn, live: connect(signIn.username) })
    } else state.setState({ signIn })
  }

  return {
    state,
    refresh,
    start() {
      const observer = new QueryObserver(queryClient, sessionQueries.current())
      const unsubscribe = observer.subscribe((result) => {
        signInChanged(signInStateOf(result))
      })
      signInChanged(signInStateOf(observer.getCurrentResult()))
      return () => {
        unsubscribe()
        stopLive()
      }
    },
    async signOut() {
      await signOut()
      queryClient.setQueryData(queryKey, endedSession)
    },
    setUnsavedChanges(hasUnsavedChanges) {
      state.setState({ hasUnsavedChanges })
    },
  }
}
