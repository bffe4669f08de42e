import { hash, randomBytes, randomUUID } from 'node:crypto'
import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import type { DisplayReport } from '@wallboard/relay/rest/displays'
import type { DisplayChange, DisplaySummary, NewDisplay } from '@wallboard/relay/rest/display-list'
import type { Actor } from '../auth/actor.ts'
import { createAuthenticatedDisplays } from './authenticated-displays.ts'
import type { Display, DisplayStore } from './display.ts'
import type { Pairings } from './pairings.ts'
import { createRememberedTokens } from './remembered-tokens.ts'
import { createDisplayConnections, type DisplayCluster } from './display-connections.ts'
import { byHealth, healthOf, type ClientOrigin, type KnownPresence } from './presence-state.ts'
import { scheduledBoardId } from './scheduled-board.ts'

/** The paired displays of all domains: pairing, changes, tokens, and the events of their sockets. */
export interface Displays {
  /** Approves a code; undefined when no screen shows it. */
  readonly pair: (by: Actor, request: NewDisplay) => Promise<Display | undefined>
  /** Sorted by health, worst first. */
  readonly summaries: (org: string) => Promise<readonly DisplaySummary[]>
  readonly find: (org: string, id: string) => Promise<Display | undefined>
  readonly usesBoard: (org: string, boardId: string) => Promise<boolean>
  readonly change: (org: string, id: string, change: DisplayChange) => Promise<Display | undefined>
  /** Invalidates the token at once. False when the domain has no such display. */
  readonly revoke: (org: string, id: string) => Promise<boolean>
  /** The display that has the token, by one indexed read; from memory for an hour while the database is not reachable. */
  readonly authenticate: (token: string | undefined) => Promise<Display | undefined>
  /**
   * The display that has the token, where no read is needed to know it: it has authenticated here before, and there is no
   * other node that could have revoked or changed it.
   */
  readonly recognize: (token: string | undefined) => Display | undefined
  /** A socket of the display was opened. `takenOver`: an older one with the same token was still open. */
  readonly connected: (id: string, origin: ClientOrigin, takenOver: boolean) => void
  /** Two screens were connected with one token: the older one answered when the newer took its place. */
  readonly conflicted: (id: string) => void
  readonly reported: (id: string, report: DisplayReport) => void
  readonly disconnected: (id: string) => void
  /** Elects speakers again: this node has become responsible for it, or another node elected others. */
  readonly reelectSpeakers: () => void
  /**
   * Reads what another node has changed: one display, or all of them when any may have changed. Also those that have not
   * authenticated here: they may connect to this node while the database is not reachable, because their own node is down
   * as well.
   */
  readonly changedElsewhere: (id: string | undefined) => Promise<void>
  /** Compares the sockets of this process with the database. */
  readonly checkSockets: () => Promise<void>
  /** The displays that have authenticated since the server started, as they are now. Reads no storage. */
  readonly authenticated: () => Iterable<Display>
  /** Age of the data on each connected display, as it last reported; Infinity without data. */
  readonly paintedAgesMs: () => ReadonlyMap<string, number>
}

export interface DisplaysDeps {
  readonly store: DisplayStore
  readonly pairings: Pairings
  /** Silence is measured by the monotonic clock; schedules and stored instants use the wall clock. */
  readonly clocks: Clocks
  /** The Five9 user whose feed a display shows that this person pairs. */
  readonly feedFor: (by: Actor) => string
  readonly defaultTimeZone: string
  /** The drill that a display shows. */
  readonly drillOf?: (id: string) => NonNullable<DisplaySummary['drill']> | undefined
  readonly onChanged: (display: Display) => void
  readonly onRevoked: (id: string) => void
  /** A token is used by two screens: at once, or taken over from another address or browser. */
  readonly onConflict?: (id: string, address: string | undefined) => void
  /** Tells a connected display whether it sounds the alarms of its room. */
  readonly sendRoomSpeaker?: (id: string, isSpeaker: boolean) => void
  /** Work in the background failed. */
  readonly onFailed: (error: unknown) => void
  /** Connects the displays of several nodes; undefined in a server of one process. */
  readonly cluster?: DisplayCluster | undefined
}

const hashOf = (token: string): string => hash('sha256', token)

/** A display as its desk sees it. */
function summaryOf(
  display: Display,
  presence: KnownPresence,
  drill: DisplaySummary['drill'],
  { monotonic, wall }: Clocks,
): DisplaySummary {
  const { id, name, boardId, pairedAt, pairedBy, settings, unreadable } = display
  const offsetMs = wallOffsetMs({ monotonic, wall })
  const toWallClock = (at: number | undefined) => (at === undefined ? null : at + offsetMs)
  return {
    ...{ id, name, boardId, pairedAt, pairedBy, settings },
    ...(unreadable === undefined ? {} : { unreadable: [...unreadable] }),
    shownBoardId: scheduledBoardId(display, wall()),
    health: drill === null ? healthOf(presence, monotonic()) : 'drill',
    drill,
    onlineSince: toWallClock(presence.onlineSince),
    lastSeenAt: toWallClock(presence.lastSeenAt),
    address: presence.origin?.address ?? null,
    browser: presence.origin?.browser ?? null,
    report: presence.report ?? null,
  }
}

export function createDisplays(deps: DisplaysDeps): Displays {
  const { store, pairings, clocks, cluster } = deps
  const authenticated = createAuthenticatedDisplays()
  const tokens = createRememberedTokens({ now: clocks.monotonic, find: authenticated.find })
  const connections = createDisplayConnections({
    ...{ authenticated, clocks, cluster, onFailed: deps.onFailed },
    onConflict: (...conflict) => deps.onConflict?.(...conflict),
    sendRoomSpeaker: (...speaker) => deps.sendRoomSpeaker?.(...speaker),
    onRevoked: deps.onRevoked,
  })
  const { presences } = connections

  function changed(display: Display): void {
    connections.settingsChanged(display.id)
    deps.onChanged(display)
  }
  function revoked(id: string): void {
    connections.removed(id)
    deps.onRevoked(id)
  }
  /** Applies what other nodes have changed of these displays. Returns those that were not known here. */
  async function reload(ids: readonly string[]): Promise<readonly Display[]> {
    const found = await authenticated.reload(ids, store.findAll)
    for (const display of found.changed) changed(display)
    for (const id of found.revoked) revoked(id)
    return found.learned
  }
  /** Remembers every display that has not authenticated here, with its token. */
  async function learnAll(): Promise<void> {
    const idByTokenHash = await store.tokenHashes(undefined)
    const unknown = [...idByTokenHash.values()].filter((each) => !authenticated.has(each))
    await authenticated.learn(() => store.findAll(unknown))
    tokens.learn(idByTokenHash)
  }

  return {
    async pair(by, { code, name, boardId, timeZone = deps.defaultTimeZone }) {
      if ((await pairings.find(code)) === undefined) return undefined
      const token = randomBytes(32).toString('base64url')
      const display: Display = {
        ...{ id: randomUUID(), org: by.org, feed: deps.feedFor(by), name, boardId },
        pairedAt: clocks.wall(),
        pairedBy: by.username,
        settings: { timeZone, nightHours: null, schedule: [], room: '' },
      }
      await store.add(display, hashOf(token))
      // Two desks may have entered the same code: only one of them uses it up.
      if (await pairings.approve(code, token)) {
        presences.paired(display.id)
        cluster?.announceChange(display.id)
        return display
      }
      await store.remove(display.org, display.id)
      return undefined
    },
    async summaries(org) {
      const displays = await store.list(org)
      const found = await presences.find(displays.map(({ id }) => id))
      return displays
        .flatMap((display) => {
          const presence = found.get(display.id)
          return presence === undefined
            ? []
            : [summaryOf(display, presence, deps.drillOf?.(display.id) ?? null, clocks)]
        })
        .sort(byHealth)
    },
    find: store.find,
    usesBoard: store.usesBoard,
    async change(org, id, { name, boardId, ...settings }) {
      const present = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
      const next = await store.change(org, id, (display) => ({
        ...display,
        name: name ?? display.name,
        boardId: boardId ?? display.boardId,
        settings: { ...display.settings, ...present },
      }))
      if (next === undefined) return undefined
      authenticated.changed(next)
      changed(next)
      if (cluster !== undefined) {
        cluster.announceChange(id)
        // A later change of another node may have been read before this one was known here.
        await reload([id])
      }
      return next
    },
    async revoke(org, id) {
      const isRemoved = await store.remove(org, id)
      if (!isRemoved) return false
      authenticated.revoked(id)
      revoked(id)
      cluster?.announceChange(id)
      return true
    },
    async authenticate(token) {
      if (token === undefined) return undefined
      const tokenHash = hashOf(token)
      return tokens.authenticate(tokenHash, () => authenticated.load(() => store.findByToken(tokenHash)))
    },
    recognize: (token) =>
      token === undefined || cluster !== undefined ? undefined : tokens.known(hashOf(token)),
    authenticated: authenticated.all,
    connected: connections.connected,
    conflicted: connections.conflicted,
    reported: connections.reported,
    disconnected: connections.disconnected,
    paintedAgesMs: presences.paintedAgesMs,
    reelectSpeakers: connections.reelectSpeakers,
    async changedElsewhere(id) {
      if (id === undefined) {
        await reload(Array.from(authenticated.all(), (display) => display.id))
        await learnAll()
        return
      }
      // Also of a display that is not known yet: a read that is under way may have found it before it was revoked.
      const learned = await reload([id])
      if (learned.length > 0) tokens.learn(await store.tokenHashes(id))
    },
    checkSockets: connections.checkSockets,
  }
}
