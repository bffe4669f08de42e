import { NotSignedIn } from '../errors.ts'
import type { Identity } from '../identity.ts'
import type { HttpClient } from '../rest/http-client.ts'
import { identityAfterMove } from './sign-in-reply.ts'
import { createLoginRequest, parseLoginReply, type SignInOptions, type SignInPolicy } from './sign-in.ts'

/** The login of one Five9 user. */
export interface Login {
  readonly identity: () => Identity | undefined
  /** @throws NotSignedIn */
  readonly requireIdentity: (requestName: string) => Identity
  /** Whether a sign-in has succeeded since the last `signedOut`. */
  readonly hasSignedIn: () => boolean
  /**
   * Signs in and adopts the active data centre. Concurrent calls share one sign-in. Rejects with `CredentialsRefused`,
   * `UnexpectedReply`, `Unreachable` or `RateLimited`.
   * @param policy for this sign-in only; default: that of the options
   */
  readonly signIn: (policy?: SignInPolicy) => Promise<void>
  /** Adopts the host that metadata names. False, without a change, when it names none of Five9's. */
  readonly switchHost: (metadata: unknown) => boolean
  /** Forgets the identity: Five9 has ended the login. */
  readonly signedOut: () => void
  /** The secrets that errors must not contain. */
  readonly secrets: () => readonly string[]
}

export function createLogin(deps: {
  readonly options: SignInOptions
  readonly loginUrl: URL
  readonly send: HttpClient['send']
}): Login {
  const { options, loginUrl, send } = deps
  let identity: Identity | undefined
  let loginSecret = 'password' in options.credentials ? options.credentials.password : undefined
  let signingIn: Promise<void> | undefined
  let hasSignedIn = false

  async function signInOnce(policy = options.policy): Promise<void> {
    try {
      const { request, secret } = await createLoginRequest({ ...options, policy }, loginUrl)
      loginSecret = secret
      identity = parseLoginReply(await send(request), loginUrl)
      hasSignedIn = true
    } catch (error) {
      identity = undefined // the previous token is dead or was to be replaced
      throw error
    }
  }

  return {
    identity: () => identity,
    requireIdentity(requestName) {
      if (identity === undefined) throw new NotSignedIn({ requestName })
      return identity
    },
    hasSignedIn: () => hasSignedIn,
    signIn: (policy) =>
      (signingIn ??= signInOnce(policy).finally(() => {
        signingIn = undefined
      })),
    switchHost(metadata) {
      const moved = identity && identityAfterMove(identity, metadata, loginUrl)
      identity = moved ?? identity
      return moved !== undefined
    },
    signedOut() {
      hasSignedIn = false
      identity = undefined
    },
    secrets: () => [
      ...(loginSecret === undefined ? [] : [loginSecret]),
      ...(identity === undefined ? [] : [identity.headers.authorization.replace('Bearer-', '')]),
    ],
  }
}
