import type { SessionReply } from '@wallboard/relay/rest/session'

/** Whether a person is signed in, as far as this page knows. */
export type SignInState =
  /** The server has not answered yet. */
  | { readonly status: 'checking' }
  /** The server did not answer. The page requests again. */
  | { readonly status: 'unreachable' }
  /** `known`: the person is signed in to the wallboard, and has to sign in to Five9 again. */
  | { readonly status: 'signed-out'; readonly known?: string }
  | { readonly status: 'signed-in'; readonly username: string }

/** The state of the query for the session. */
export interface SessionQueryResult {
  readonly data: Pick<SessionReply, 'username' | 'needsFive9SignIn'> | undefined
  readonly isError: boolean
}

/** A failed request does not change what an earlier reply said. */
export function signInStateOf({ data, isError }: SessionQueryResult): SignInState {
  if (data === undefined) return { status: isError ? 'unreachable' : 'checking' }
  const { username, needsFive9SignIn = false } = data
  if (username === null) return { status: 'signed-out' }
  return needsFive9SignIn ? { status: 'signed-out', known: username } : { status: 'signed-in', username }
}

/** What to do with the live connection when the sign-in state changes. */
export type LiveAction = 'keep' | 'start' | 'stop' | 'restart'

/** One live connection per signed-in person. `connectedAs` is undefined while there is none. */
export function nextLiveAction(connectedAs: string | undefined, signIn: SignInState): LiveAction {
  if (signIn.status !== 'signed-in') return connectedAs === undefined ? 'keep' : 'stop'
  if (connectedAs === undefined) return 'start'
  return connectedAs === signIn.username ? 'keep' : 'restart'
}

/** The path and query to go to after sign-in; the start page for anything that is not a path of this site. */
export const safeReturnPath = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in') ? path : '/'
