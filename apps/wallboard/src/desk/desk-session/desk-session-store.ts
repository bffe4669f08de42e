import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { queueQueries } from '../../api/queue-queries.ts'
import { sessionQueries, signOut } from '../../api/session-queries.ts'
import { createDeskLive, type DeskLive } from './desk-live.ts'
import { nextLiveAction, signInStateOf, type SignInState } from './sign-in-state.ts'

export interface DeskState {
  readonly signIn: SignInState
  /** The live data; stopped but present after the session has ended, for a page that still holds unsaved changes. */
  readonly live: DeskLive | undefined
  /** A page holds changes that are not saved: the desk does not leave it by itself. */
  readonly hasUnsavedChanges: boolean
}

/** The desk's session: who is signed in, and the one live connection of that person. It knows no React. */
export interface DeskSession {
  readonly state: StoreApi<DeskState>
  /** Asks the server who is signed in and follows the answer. Returns the function that ends the session's work. */
  readonly start: () => () => void
  /** Asks the server again, after a sign-in. */
  readonly refresh: () => Promise<void>
  /** @throws ApiError or TypeError when the server did not end the session */
  readonly signOut: () => Promise<void>
  readonly setUnsavedChanges: (hasUnsavedChanges: boolean) => void
}

export function createDeskSession(queryClient: QueryClient): DeskSession {
  const { queryKey } = sessionQueries.current()
  const state = createStore<DeskState>()(() => ({
    signIn: { status: 'checking' },
    live: undefined,
    hasUnsavedChanges: false,
  }))
  let connectedAs: string | undefined

  const refresh = () => queryClient.invalidateQueries({ queryKey })

  /** Another person must not see data of the one before. */
  function forgetData(): void {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] })
  }

  function connect(username: string): DeskLive {
    return createDeskLive({
      username,
      canReload: () => !state.getState().hasUnsavedChanges,
      onDown: (reason) => {
        if (reason === 'signed-out') queryClient.setQueryData(queryKey, null)
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
      queryClient.setQueryData(queryKey, null)
    },
    setUnsavedChanges(hasUnsavedChanges) {
      state.setState({ hasUnsavedChanges })
    },
  }
}
