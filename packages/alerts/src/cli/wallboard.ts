import { z } from 'zod/mini'
import { RuleDocument } from '../rule/rule.ts'

/** A rule that a wallboard has. */
export interface SavedRule {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly revision: number
  /** Undefined for a rule that this version cannot read. */
  readonly rule: RuleDocument | undefined
}

/** What `POST /api/alerts/rules/apply` takes. */
export interface RuleChanges {
  readonly create: readonly RuleDocument[]
  readonly change: readonly { readonly id: string; readonly revision: number; readonly rule: RuleDocument }[]
  readonly remove: readonly { readonly id: string; readonly revision: number }[]
}

export interface WallboardCredentials {
  readonly username: string
  readonly password: string
  readonly force: boolean
}

/** The wallboard did not do what was requested. The message says why and what to do. */
export class WallboardError extends Error {}

const RuleList = z.array(
  z.object({ id: z.string(), key: z.string(), name: z.string(), revision: z.int(), rule: z.unknown() }),
)
const ErrorReply = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** What to do about refusals that an operator can do something about. */
const advice: ReadonlyMap<string, string> = new Map([
  ['credentials-refused', 'Five9 refused the username or the password'],
  ['duplicate-login', 'the user is signed in elsewhere at Five9: --force ends that session'],
  ['rule-conflict', 'somebody changed the rules in the meantime: nothing was saved. Run it again'],
  [
    'rule-key-taken',
    'somebody added a rule with the same key in the meantime: nothing was saved. Run it again',
  ],
  ['too-many-rules', 'the domain would have too many rules: nothing was saved'],
  ['notices-waiting', 'Five9 has notices that must be read first: sign in with a browser once'],
  ['signed-out', 'the session has ended: run it again'],
])

async function request(
  url: URL,
  init: {
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string
  },
): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(30_000) })
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw new WallboardError(`cannot reach the wallboard at ${url.origin}: ${cause}`)
  }
}

async function refusalOf(response: Response): Promise<WallboardError> {
  if (response.status === 413)
    return new WallboardError(
      'the changes are larger than 1 MB: apply fewer rules at once. Nothing was saved',
    )
  const body = ErrorReply.safeParse(await response.json().catch(() => undefined))
  if (!body.success)
    return new WallboardError(`the server answered ${response.status}: is it a wallboard of this version?`)
  const { code, message } = body.data.error
  return new WallboardError(advice.get(code) ?? message)
}

/** A signed-in wallboard. */
export interface Wallboard {
  readonly rules: () => Promise<readonly SavedRule[]>
  /** Saves all changes or none. */
  readonly apply: (changes: RuleChanges) => Promise<void>
  readonly signOut: () => Promise<void>
}

/**
 * Signs in at a wallboard as a supervisor.
 *
 * @throws WallboardError
 */
export async function signIn(server: string, credentials: WallboardCredentials): Promise<Wallboard> {
  let cookie = ''

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const url = new URL(path, server)
    const response = await request(url, {
      method,
      headers: {
        origin: url.origin,
        'content-type': 'application/json',
        ...(cookie === '' ? {} : { cookie }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw await refusalOf(response)
    return response
  }

  const session = await send('POST', '/api/session', credentials)
  cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ')
  return {
    async rules() {
      const parsed = RuleList.safeParse(await (await send('GET', '/api/alerts/rules')).json())
      if (!parsed.success)
        throw new WallboardError('the server has another version: its rules cannot be read')
      return parsed.data.map(({ rule, ...rest }) => ({ ...rest, rule: RuleDocument.safeParse(rule).data }))
    },
    async apply(changes) {
      await send('POST', '/api/alerts/rules/apply', changes)
    },
    async signOut() {
      await send('DELETE', '/api/session')
    },
  }
}
