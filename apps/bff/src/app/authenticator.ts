import type { IncomingMessage } from 'node:http'
import type { ViewSpec } from '@wallboard/relay'
import type { Actor } from '../auth/actor.ts'
import type { Display } from '../displays/display.ts'
import type { Displays } from '../displays/displays.ts'
import type { ClientOrigin } from '../displays/presence-state.ts'
import type { Hub } from '../live/hub/hub.ts'
import type { Hubs } from '../live/hub/hubs.ts'
import type {
  Authenticate,
  Authentication,
  ClientObserver,
  DisplayAssignment,
} from '../live/connections/authentication.ts'
import type { Cookies } from '../auth/secret-cookie.ts'
import type { BrowserSessions } from '../auth/browser-sessions.ts'

/** A replay that a connection joins. */
export interface ReplayToJoin {
  readonly hub: Hub
  readonly view: ViewSpec
}

export interface AdmissionDeps {
  readonly sessions: Pick<BrowserSessions, 'find'>
  readonly displays: Pick<
    Displays,
    'authenticate' | 'recognize' | 'connected' | 'conflicted' | 'reported' | 'disconnected'
  >
  readonly hubs: Pick<Hubs, 'find' | 'findOrOffline'>
  /** Follows the feed of a user whom another node of the cluster may serve. */
  readonly follow: (username: string) => Promise<unknown>
  /** A replay of this person; undefined when it has ended, or is of somebody else. */
  readonly findReplay: (person: Actor, id: string) => ReplayToJoin | undefined
  /** The hub of the drill that a display shows; undefined when it shows live figures. */
  readonly joinDrill: (displayId: string) => Promise<Hub | undefined>
  readonly isInDrill: (displayId: string) => boolean
  readonly assignmentFor: (display: Display) => Promise<DisplayAssignment>
  /** The same, where it is known without a read. */
  readonly knownAssignmentFor: (display: Display) => DisplayAssignment | undefined
  readonly cookies: Pick<Cookies, 'session' | 'display'>
  readonly addressOf: (request: IncomingMessage) => string
}

/** The key of a display's connections. Those of a person have the key of the browser session. */
export const displayKey = (id: string): string => `display ${id}`

/** A class, because a server has thousands of them. */
class DisplayObserver implements ClientObserver {
  private readonly displays: AdmissionDeps['displays']
  private readonly id: string
  private readonly origin: ClientOrigin

  constructor(displays: AdmissionDeps['displays'], id: string, origin: ClientOrigin) {
    this.displays = displays
    this.id = id
    this.origin = origin
  }

  connected(takenOver: boolean): void {
    this.displays.connected(this.id, this.origin, takenOver)
  }

  conflicted(): void {
    this.displays.conflicted(this.id)
  }

  reported({ report }: Parameters<ClientObserver['reported']>[0]): void {
    this.displays.reported(this.id, report)
  }

  disconnected(): void {
    this.displays.disconnected(this.id)
  }
}

/**
 * Authenticates live connections: a signed-in person gets their feed or one of their replays, a display the part that its board needs.
 * A display that reconnects is known: then the answer is no promise, because in a storm each of them costs time.
 */
export function createAuthenticator(deps: AdmissionDeps): Authenticate<IncomingMessage> {
  const { sessions, displays, hubs, cookies } = deps

  async function asPerson(
    request: IncomingMessage,
    replayId: string | undefined,
  ): Promise<Authentication | undefined> {
    const session = await sessions.find(cookies.session.read(request))
    if (session === undefined) return undefined
    const { key, username } = session
    const viewer = { kind: 'desk', username } as const
    if (replayId !== undefined) {
      const replay = deps.findReplay(session, replayId)
      return replay && { key, viewer, hub: replay.hub, replayView: replay.view }
    }
    if (hubs.find(username) === undefined) await deps.follow(username)
    const hub = hubs.find(username)
    return hub && { key, hub, viewer }
  }

  function asLiveDisplay(
    request: IncomingMessage,
    display: Display,
    assignment: DisplayAssignment,
  ): Authentication {
    const { id, feed } = display
    const observer = new DisplayObserver(displays, id, {
      address: deps.addressOf(request),
      browser: (request.headers['user-agent'] ?? 'unknown').slice(0, 200),
    })
    const viewer = { kind: 'display', id } as const
    return { key: displayKey(id), viewer, hub: hubs.findOrOffline(feed), assignment, observer }
  }

  function asKnownDisplay(request: IncomingMessage, token: string | undefined): Authentication | undefined {
    const display = displays.recognize(token)
    if (display === undefined || deps.isInDrill(display.id)) return undefined
    if (hubs.find(display.feed) === undefined) return undefined
    const assignment = deps.knownAssignmentFor(display)
    return assignment && asLiveDisplay(request, display, assignment)
  }

  async function asDisplay(
    request: IncomingMessage,
    token: string | undefined,
  ): Promise<Authentication | undefined> {
    const display = await displays.authenticate(token)
    if (display === undefined) return undefined
    const assignment = await deps.assignmentFor(display)
    if (hubs.find(display.feed) === undefined) await deps.follow(display.feed)
    const drill = await deps.joinDrill(display.id)
    // Nothing observes a display in a drill: it neither reports nor sounds alarms.
    if (drill !== undefined) {
      const { id } = display
      return { key: displayKey(id), viewer: { kind: 'display', id }, hub: drill, assignment }
    }
    return asLiveDisplay(request, display, assignment)
  }

  return (request, role, replay) => {
    if (role === 'person') return asPerson(request, replay)
    const token = cookies.display.read(request)
    return asKnownDisplay(request, token) ?? asDisplay(request, token)
  }
}
