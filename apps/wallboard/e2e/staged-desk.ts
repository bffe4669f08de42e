import type { Page } from '@playwright/test'
import { encodeServerMessage, relayVersion, type Link, type ServerMessage } from '@wallboard/relay'
import { stagedAlertsOnScreen, stagedNews } from './staged-alert-replies.ts'
import { stagedChanges, stagedQueue, stageTime, upLink } from './staged-display.ts'
import { emptyFloor, stagedFloor } from './staged-floor.ts'
import { replyTo } from './staged-replies.ts'

/**
 * The states of a page. `loading`: neither the stream nor any request has answered. `ageing`: no statistics for 20 s.
 * `down`: the server lost Five9.
 */
export type DeskState = 'empty' | 'loading' | 'live' | 'ageing' | 'down'

const linkOf = (state: DeskState, reason: Link['reason']): Link =>
  state === 'down' ? { ...upLink(stageTime), state, reason } : upLink(stageTime)

const nowOf = (state: DeskState): number =>
  stageTime + (state === 'ageing' ? 20_000 : state === 'down' ? 61_000 : 0)

const beatEveryMs = 500

const refusals = {
  'credentials-refused': {},
  'duplicate-login': {},
  'notices-waiting': {
    notices: [
      {
        ...{ id: 'n1', title: 'Maintenance on Saturday' },
        text: 'The service is not available on Saturday from 02:00 to 04:00 UTC.\nSessions end at 02:00.',
      },
    ],
  },
} as const
export type SignInRefusal = keyof typeof refusals

/** The server of the desk, played by a test. */
export interface StagedDesk {
  /** `ageing` and `down` apply to the open page, `empty` and `loading` to pages that are opened afterwards. */
  readonly setState: (state: DeskState) => void
  /** The link is down for this reason. */
  readonly setReason: (reason: Link['reason']) => void
  /** Two more alerts fire. */
  readonly fireAlerts: () => void
  /** The first queue has this many calls: a message as the server sends several a second. */
  readonly changeCalls: (calls: number) => void
  /** How the next attempt to sign in is refused. */
  readonly refuseSignIn: (code: SignInRefusal) => void
  /** Paths that a page requested and the stage does not know. */
  readonly unknownPaths: ReadonlySet<string>
}

/**
 * Plays the server for the desk: its replies and its stream are fixed, so that two pictures are equal. Call it before the
 * page is opened.
 *
 * @param username who is signed in; null: nobody
 */
export async function stageDesk(
  page: Page,
  username: string | null = 'jordan@acme.example',
): Promise<StagedDesk> {
  let state: DeskState = 'live'
  let reason: Link['reason'] = null
  const unknownPaths = new Set<string>()
  let refusal: SignInRefusal = 'credentials-refused'
  let news: typeof stagedNews = []
  let seq = 1
  const sockets = new Set<(message: ServerMessage) => void>()
  const beat = (type: 'heartbeat' | 'link') => {
    const message = { type, serverTime: nowOf(state), wallOffsetMs: 0, link: linkOf(state, reason) } as const
    for (const say of sockets) say(message)
  }
  await page.route('**/api/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/api/session' && route.request().method() === 'POST')
      return route.fulfill({ status: 403, json: { error: { code: refusal, params: refusals[refusal] } } })
    if (pathname === '/api/session')
      return route.fulfill({
        json: { username, regions: username === null ? ['US', 'CA', 'LDN', 'FRK'] : [] },
      })
    if (state === 'loading') return undefined // never answered
    const reply = replyTo(pathname, state === 'empty', news)
    if (reply !== undefined) return route.fulfill({ json: reply })
    unknownPaths.add(pathname)
    return route.fulfill({ status: 404, json: {} })
  })
  await page.routeWebSocket('**/api/live*', (socket) => {
    if (state === 'loading') return
    const say = (message: ServerMessage) => {
      socket.send(encodeServerMessage(message))
    }
    say({ type: 'hello', version: relayVersion, build: 'stage', serverTime: stageTime, wallOffsetMs: 0 })
    say(state === 'empty' ? emptyFloor(stageTime) : stagedFloor(stageTime))
    say({ type: 'alerts', alerts: state === 'empty' ? [] : stagedAlertsOnScreen([]) })
    sockets.add(say)
    socket.onClose(() => {
      sockets.delete(say)
    })
  })
  const beating = setInterval(beat, beatEveryMs, 'heartbeat')
  page.once('close', () => {
    clearInterval(beating)
  })
  return {
    unknownPaths,
    fireAlerts() {
      news = stagedNews
      for (const say of sockets) say({ type: 'alerts', alerts: stagedAlertsOnScreen(news) })
    },
    changeCalls(calls) {
      seq += 1
      for (const say of sockets) say(stagedChanges(seq, stageTime, [stagedQueue(0, stageTime, calls)]))
    },
    refuseSignIn(code) {
      refusal = code
    },
    setReason(next) {
      state = 'down'
      reason = next
      beat('link')
    },
    setState(next) {
      state = next
      beat('link')
    },
  }
}
