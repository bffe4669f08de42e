import { BadInput, UnexpectedReply, type Five9Error } from '../errors.ts'
import type { HttpRequest, HttpClient } from '../rest/exchange.ts'
import { identityOf, SignInReply, type Identity } from './sign-in-reply.ts'

/** Who signs in: by password, or by an access token that an identity provider gave out for Five9's SSO. */
export type Credentials =
  | { readonly username: string; readonly password: string }
  /** A function is asked for a fresh token at each sign-in: they live for minutes. */
  | { readonly accessToken: string | (() => Promise<string>) }

export interface SignInOptions {
  readonly credentials: Credentials
  readonly policy?: 'AttachExisting' | 'ForceIn'
  readonly appKey?: string
}

const loginEnd = /\/login(?=\/?(?:$|\?))/
/** The last token of credentials that fetch theirs: it is a secret like any other. */
const issued = new WeakMap<Credentials, string>()

/** @throws BadInput for credentials that nobody can have, or that this login address cannot take */
export function checkCredentials(credentials: Credentials, login: URL): void {
  if ('accessToken' in credentials) {
    if (credentials.accessToken === '') throw new BadInput('the access token must not be empty')
    if (!loginEnd.test(login.href))
      throw new BadInput('an access token needs a login address that ends in /login')
    return
  }
  if (credentials.username === '' || credentials.password === '')
    throw new BadInput('username and password must not be empty')
}

export const untrustedHostError = (requestName: string): Five9Error =>
  new UnexpectedReply(`${requestName}: Five9 named a host that is not its own`, { requestName })

async function loginExchange(options: SignInOptions, login: URL): Promise<HttpRequest> {
  const { credentials, policy = 'AttachExisting', appKey = 'five9-wallboard' } = options
  const request = { name: 'Login', http: 'POST' } as const
  if (!('accessToken' in credentials)) {
    const { username, password } = credentials
    const body = { passwordCredentials: { username, password }, appKey, policy }
    return { ...request, url: login.href, headers: {}, body }
  }
  const { accessToken } = credentials
  const token = typeof accessToken === 'string' ? accessToken : await accessToken()
  issued.set(credentials, token)
  return {
    ...request,
    name: 'LoginByToken',
    url: login.href.replace(loginEnd, '/login_by_token'),
    // With a space: the token is the identity provider's, not yet one of Five9's own.
    headers: { authorization: `Bearer ${token}` },
    body: { appKey, policy },
  }
}

/** Signs in once. @throws CredentialsRefused, UnexpectedReply, Unreachable, RateLimited */
export async function signInOnce(
  exchanger: HttpClient,
  options: SignInOptions,
  login: URL,
): Promise<Identity> {
  const reply = SignInReply.safeParse(await exchanger.send(await loginExchange(options, login)))
  if (!reply.success)
    throw new UnexpectedReply('Login: the reply lacks what a session needs', { requestName: 'Login' })
  const identity = identityOf(reply.data, login)
  if (identity === undefined) throw untrustedHostError('Login')
  return identity
}

/** What must never appear in an error. */
export function secretsOf(credentials: Credentials, identity: Identity | undefined): readonly string[] {
  const own = 'accessToken' in credentials ? issued.get(credentials) : credentials.password
  return [
    ...(own === undefined ? [] : [own]),
    ...(identity === undefined ? [] : [identity.headers.authorization.replace('Bearer-', '')]),
  ]
}
