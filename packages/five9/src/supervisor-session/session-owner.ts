import type { Five9Client } from '../client.ts'
import { DuplicateLogin } from '../errors.ts'
import type { ConnectStrategy } from './retry-state.ts'

/** Starts the supervisor session at Five9 and remembers whether this client has to end it. */
export interface SessionOwner {
  /** Leads the supervisor session to WORKING, with the present token unless the strategy is another. */
  readonly establish: (strategy: ConnectStrategy) => Promise<void>
  /** Adopts the host that event 1002 names. */
  readonly adoptHost: (metadata: unknown) => void
  /** Ends the session if this client started it. Never rejects: Five9 may be gone, and the session ends by itself. */
  readonly release: () => Promise<void>
}

/** Polls of login_state at a host that may not know the token yet: three seconds. A sign-in follows them. */
const pollsAfterMove = 4

export function createSessionOwner(options: {
  readonly client: Five9Client
  readonly force: boolean
  /** The first sign-in invalidates all other tokens of the user: a program that has one cannot go on. */
  readonly endsOtherLogins: () => boolean
  readonly ownsSession: boolean
}): SessionOwner {
  const { client } = options
  let { force: isForced, ownsSession } = options
  let isFirstSignIn = true
  /** The host that event 1002 named is adopted: metadata need not be requested. */
  let isNewHostKnown = false

  async function signIn(): Promise<void> {
    // Without a token nothing tells whose session is running: a person may have ended ours meanwhile.
    ownsSession = false
    isNewHostKnown = false
    await (isFirstSignIn && options.endsOtherLogins() ? client.signIn('ForceIn') : client.signIn())
    isFirstSignIn = false
    const { wasRunning } = await client.startSession('supervisor', { force: isForced })
    ownsSession = !wasRunning
  }

  async function resume(strategy: 'resume' | 'move'): Promise<void> {
    if (strategy === 'move' && !isNewHostKnown) await client.readMetadata()
    isNewHostKnown = false
    const unauthorizedPolls = strategy === 'move' ? pollsAfterMove : 0
    try {
      const { wasRunning } = await client.startSession('supervisor', { unauthorizedPolls })
      ownsSession ||= !wasRunning
    } catch (error) {
      if (error instanceof DuplicateLogin) ownsSession = false
      throw error
    }
  }

  return {
    async establish(strategy) {
      if (!client.isSignedIn() || strategy === 'sign-in') await signIn()
      else await resume(strategy)
      isForced = false
    },
    adoptHost(metadata) {
      isNewHostKnown = client.switchHost(metadata)
    },
    async release() {
      if (!ownsSession || !client.isSignedIn()) return
      await client.stopSession('supervisor').catch(() => undefined)
    },
  }
}
