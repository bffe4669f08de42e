import { BadInput, UnexpectedReply, type Five9Error } from '../errors.ts'
import type { Identity } from '../identity.ts'
import type { HttpRequest } from '../rest/http-client.ts'
import { identityOf, LoginReply } from './sign-in-reply.ts'

/** How a user signs in: by password, or by an access token that an identity provider issued for Five9's SSO. */
export type Credentials =
  | { readonly username: string; readonly password: string }
  /** A function is called for a fresh token at each sign-in: tokens live for minutes. */
  | { readonly accessToken: string | (() => Promise<string>) }

/** `AttachExisting` joins a session that exists. `ForceIn` ends the user's sessions and invalidates all other tokens. */
export type SignInPolicy = 'AttachExisting' | 'ForceIn'

export interface SignInOptions {
  readonly credentials: Credentials
  readonly policy?: SignInPolicy | undefined
  readonly appKey?: string
}

/** A login request, and the secret in it: errors must never contain the secret. */
export interface LoginRequest {
  readonly request: HttpRequest
  readonly secret: string
}

/** Names this library to Five9 when the program sets no name. */
export const defaultAppKey = 'five9-wallboard'

const loginEnd = /\/login(?=\/?(?:$|\?))/

/** @throws BadInput for empty credentials, or an access token with a login address that does not end in /login */
export function checkCredentials(credentials: Credentials, loginUrl: URL): void {
  if ('accessToken' in credentials) {
    if (credentials.accessToken === '') throw new BadInput('the access token must not be empty')
    if (!loginEnd.test(loginUrl.href))
      throw new BadInput('an access token needs a login address that ends in /login')
    return
  }
  if (credentials.username === '' || credentials.password === '')
    throw new BadInput('username and password must not be empty')
}

export const untrustedHostError = (requestName: string): Five9Error =>
  new UnexpectedReply(`${requestName}: Five9 named a host that does not belong to Five9`, { requestName })

/** Makes the login request. Rejects with what the access token function rejects with. */
export async function createLoginRequest(options: SignInOptions, loginUrl: URL): Promise<LoginRequest> {
  const { credentials, policy = 'AttachExisting', appKey = defaultAppKey } = options
  const post = { name: 'Login', http: 'POST' } as const
  if (!('accessToken' in credentials)) {
    const { username, password } = credentials
    const body = { passwordCredentials: { username, password }, appKey, policy }
    return { request: { ...post, url: loginUrl.href, headers: {}, body }, secret: password }
  }
  const { accessToken } = credentials
  const token = typeof accessToken === 'string' ? accessToken : await accessToken()
  return {
    request: {
      ...post,
      name: 'LoginByToken',
      url: loginUrl.href.replace(loginEnd, '/login_by_token'),
      // With a space: this token is the identity provider's. Five9's own tokens follow "Bearer-".
      headers: { authorization: `Bearer ${token}` },
      body: { appKey, policy },
    },
    secret: token,
  }
}

/** Reads the reply to a login. @throws UnexpectedReply when it lacks a field, or names a host that is not Five9's */
export function parseLoginReply(body: unknown, loginUrl: URL): Identity {
  const reply = LoginReply.safeParse(body)
  if (!reply.success)
    throw new UnexpectedReply('Login: the reply lacks the token, an id or the farm', { requestName: 'Login' })
  const identity = identityOf(reply.data, loginUrl)
  if (identity === undefined) throw untrustedHostError('Login')
  return identity
}
