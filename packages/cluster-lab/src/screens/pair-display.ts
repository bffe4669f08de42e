import { z } from 'zod'

const user = { username: 'demo@wallboard.test', password: 'demo' }
const board = 'all-queues'

interface Reply {
  readonly status: number
  readonly body: unknown
  /** The cookies that it sets, in the form of a `Cookie` header. */
  readonly cookie: string
}

/** Sends a request as a page of this server does. */
export async function request(
  origin: string,
  method: string,
  path: string,
  cookie = '',
  body?: unknown,
): Promise<Reply> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie, origin },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const cookies = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0] ?? '')
    .filter((each) => !each.endsWith('='))
  const parsed: unknown = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, body: parsed, cookie: cookies.join('; ') }
}

function expectStatus(reply: Reply, status: number, what: string): Reply {
  if (reply.status !== status)
    throw new Error(`${what} was answered with ${reply.status}: ${JSON.stringify(reply.body)}`)
  return reply
}

/** Signs in at Five9 as the user of the lab. Returns the cookie of the browser session. */
export async function signIn(origin: string): Promise<string> {
  const reply = await request(origin, 'POST', '/api/session', '', user)
  if (reply.cookie === '')
    throw new Error(`the sign-in was answered with ${reply.status}: ${JSON.stringify(reply.body)}`)
  return reply.cookie
}

const Code = z.object({ code: z.string() })

/** Pairs a display with the board of all queues, as a signed-in supervisor. Returns the display's cookie. */
export async function pairDisplay(origin: string, supervisor: string, name: string): Promise<string> {
  const size = { width: 1_920, height: 1_080 }
  const pairing = expectStatus(await request(origin, 'POST', '/api/pairing', '', size), 201, 'a pairing')
  const { code } = Code.parse(pairing.body)
  const display = { code, name, boardId: board }
  expectStatus(await request(origin, 'POST', '/api/displays', supervisor, display), 201, 'a display')
  return expectStatus(await request(origin, 'GET', '/api/pairing', pairing.cookie), 200, 'a paired display')
    .cookie
}
