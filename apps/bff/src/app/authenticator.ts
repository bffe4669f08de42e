import type { IncomingMessage } from 'node:http'
import type { ClientKind } from '@wallboard/relay'
import type { Display } from '../displays/display.ts'
import type { Displays } from '../displays/displays.ts'
import type { Hubs } from '../live/hub/hubs.ts'
import type { Authentication, DisplayAssignment } from '../live/connections/authentication.ts'
import type { Cookies } from '../auth/secret-cookie.ts'
import type { BrowserSessions } from '../auth/browser-sessions.ts'

export interface AdmissionDeps {
  readonly sessions: Pick<BrowserSessions, 'find'>
  readonly displays: Pick<Displays, 'authenticate' | 'connected' | 'conflicted' | 'reported' | 'disconnected'>
  readonly hubs: Pick<Hubs, 'find' | 'findOrOffline'>
  readonly assignmentFor: (display: Display) => Promise<DisplayAssignment>
  readonly cookies: Pick<Cookies, 'session' | 'display'>
  readonly addressOf: (request: IncomingMessage) => string
}

/** The key of a display's connections. Those of a person have the key of the browser session. */
export const displayKey = (id: string): string => `display ${id}`

/** Authenticates live connections: a signed-in person gets their feed, a display the part that its board needs. */
export function createAuthenticator(
  deps: AdmissionDeps,
): (request: IncomingMessage, role: ClientKind) => Promise<Authentication | undefined> {
  const { sessions, displays, hubs, cookies } = deps

  async function asPerson(request: IncomingMessage): Promise<Authentication | undefined> {
    const session = await sessions.find(cookies.session.read(request))
    const hub = session === undefined ? undefined : hubs.find(session.username)
    if (session === undefined || hub === undefined) return undefined
    const { key, username } = session
    return { key, hub, viewer: { kind: 'desk', username } }
  }

  async function asDisplay(request: IncomingMessage): Promise<Authentication | undefined> {
    const display = await displays.authenticate(cookies.display.read(request))
    if (display === undefined) return undefined
    const assignment = await deps.assignmentFor(display)
    const clientInfo = {
      address: deps.addressOf(request),
      browser: (request.headers['user-agent'] ?? 'unknown').slice(0, 200),
    }
    return {
      key: displayKey(display.id),
      hub: hubs.findOrOffline(display.feed),
      viewer: { kind: 'display', id: display.id },
      assignment,
      observer: {
        connected: (takenOver) => {
          displays.connected(display.id, { ...clientInfo, takenOver })
        },
        conflicted: () => {
          displays.conflicted(display.id)
        },
        reported: ({ report }) => {
          displays.reported(display.id, report)
        },
        disconnected: () => {
          displays.disconnected(display.id)
        },
      },
    }
  }

  return async (request, role) => (role === 'display' ? asDisplay(request) : asPerson(request))
}
