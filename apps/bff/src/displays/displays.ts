import { hash, randomBytes, randomUUID } from 'node:crypto'
import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import type { DisplayReport, DisplaySettings } from '@wallboard/relay/rest/displays'
import type { DisplaySummary, DisplayChange, NewDisplay } from '@wallboard/relay/rest/display-list'
import { scheduledBoardId } from './scheduled-board.ts'
import type { Pairings } from './pairings.ts'
import {
  byHealth,
  paintedAgeMsOf,
  presenceDisconnected,
  presenceConnected,
  presencePaired,
  presenceReported,
  presenceConflicted,
  presenceReplaced,
  healthOf,
  initialPresence,
  type DisplayPresence,
} from './presence-state.ts'

/** A paired screen as it is kept. */
export interface Display {
  readonly id: string
  readonly org: string
  /** The Five9 user whose feed it shows. */
  readonly feed: string
  readonly name: string
  readonly boardId: string
  readonly pairedAt: number
  readonly pairedBy: string
  readonly settings: DisplaySettings
  /** The parts that the storage could not read and replaced. */
  readonly unreadable?: readonly string[]
}

/** Where displays are kept: whatever passes the store's suite will do. */
export interface DisplayStore {
  readonly list: (org: string) => Promise<readonly Display[]>
  readonly all: () => Promise<readonly Display[]>
  readonly find: (org: string, id: string) => Promise<Display | undefined>
  readonly findByToken: (tokenHash: string) => Promise<Display | undefined>
  readonly add: (display: Display, tokenHash: string) => Promise<void>
  /** False when there is no such display in the domain. */
  readonly change: (display: Display) => Promise<boolean>
  readonly remove: (org: string, id: string) => Promise<boolean>
}

/** Who asks at a desk: a user of a domain. */
export interface Supervisor {
  readonly org: string
  readonly username: string
}

export interface Displays {
  /** Approves a code; undefined when there is no such code. */
  readonly pair: (by: Supervisor, given: NewDisplay) => Promise<Display | undefined>
  readonly summaries: (org: string) => Promise<readonly DisplaySummary[]>
  readonly list: (org: string) => Promise<readonly Display[]>
  readonly all: () => Promise<readonly Display[]>
  readonly find: (org: string, id: string) => Promise<Display | undefined>
  readonly change: (org: string, id: string, change: DisplayChange) => Promise<Display | undefined>
  /** Takes the token back, at once. */
  readonly revoke: (org: string, id: string) => Promise<boolean>
  /** The display whose token this is. */
  readonly authenticate: (token: string | undefined) => Promise<Display | undefined>
  /** Word of a screen's socket. `takenOver`: an older one of the same token was still open. */
  readonly connected: (
    id: string,
    from: { readonly address: string; readonly browser: string; readonly takenOver: boolean },
  ) => void
  /** Two screens were connected with one token: the older one answered when the newer took its place. */
  readonly conflicted: (id: string) => void
  readonly reported: (id: string, report: DisplayReport) => void
  readonly disconnected: (id: string) => void
  /** Those that have been admitted since the server started, as they are now. Nothing is read for it. */
  readonly admitted: () => Iterable<Display>
  /** Since when a connected screen is there, in monotonic milliseconds, and what it says of its sound. */
  readonly presence: (
    id: string,
  ) => { readonly onlineSince: number; readonly sound: DisplayReport['sound'] } | undefined
  /** Age of the data on the glass of each connected screen, as it last said; Infinity where no data is on it. */
  readonly paintedAgesMs: () => ReadonlyMap<string, number>
  /** The screens whose board the clock has changed since the last call. */
  readonly takeScheduleChanges: () => Promise<readonly Display[]>
}

export interface DisplaysDeps {
  readonly store: DisplayStore
  readonly pairings: Pairings
  /** Silences are measured by the monotonic clock; schedules, and what is stored, are of the wall clock. */
  readonly clocks: Clocks
  /** Whose feed a screen shows that this person pairs. */
  readonly feedFor: (by: Supervisor) => string
  readonly defaultTimeZone: string
  readonly onChanged: (display: Display) => void
  readonly onRevoked: (id: string) => void
  /** A token is used by two screens: at once, or taken over from another address or browser. */
  readonly onConflict?: (id: string, address: string | undefined) => void
  /** A screen came or went, or its sound is another than before. */
  readonly onSoundChanged?: (id: string, isNew: boolean) => void
}

const hashOf = (token: string): string => hash('sha256', token)

export function createDisplays(deps: DisplaysDeps): Displays {
  const { store, clocks } = deps
  const { monotonic, wall } = clocks
  /** A monotonic instant as epoch milliseconds of the wall clock. */
  const shownAt = (at: number | undefined) => (at === undefined ? null : at + wallOffsetMs(clocks))
  const sightings = new Map<string, DisplayPresence>()
  const places = new Map<string, { readonly address: string; readonly browser: string }>()
  const shown = new Map<string, string>()
  const admitted = new Map<string, Display>()
  /** Asked again when a socket opens: a token may be taken back while its upgrade is under way. */
  const revoked = new Set<string>()
  const seen = (id: string) => sightings.get(id) ?? initialPresence

  function cardOf(display: Display): DisplaySummary {
    const { onlineSince, lastSeenAt, report } = seen(display.id)
    const { id, name, boardId, pairedAt, pairedBy, settings, unreadable } = display
    return {
      ...{ id, name, boardId, pairedAt, pairedBy, settings },
      ...(unreadable === undefined ? {} : { unreadable: [...unreadable] }),
      shownBoardId: scheduledBoardId(display, wall()),
      health: healthOf(seen(id), monotonic()),
      onlineSince: shownAt(onlineSince),
      lastSeenAt: shownAt(lastSeenAt),
      address: places.get(id)?.address ?? null,
      browser: places.get(id)?.browser ?? null,
      report: report ?? null,
    }
  }

  const { find } = store

  function shared(id: string): void {
    sightings.set(id, presenceConflicted(seen(id), monotonic()))
    deps.onConflict?.(id, places.get(id)?.address)
  }

  return {
    async pair(by, { code, name, boardId, timeZone }) {
      if (deps.pairings.find(code) === undefined) return undefined
      const token = randomBytes(32).toString('base64url')
      const display: Display = {
        id: randomUUID(),
        org: by.org,
        feed: deps.feedFor(by),
        name,
        boardId,
        pairedAt: wall(),
        pairedBy: by.username,
        settings: {
          timeZone: timeZone ?? deps.defaultTimeZone,
          nightHours: null,
          schedule: [],
          room: '',
        },
      }
      await store.add(display, hashOf(token))
      // Two desks may have typed the same code: only one of them uses it up.
      if (deps.pairings.approve(code, token)) {
        sightings.set(display.id, presencePaired(seen(display.id), monotonic()))
        return display
      }
      await store.remove(display.org, display.id)
      return undefined
    },
    async summaries(org) {
      return (await store.list(org)).map(cardOf).sort(byHealth)
    },
    list: (org) => store.list(org),
    all: () => store.all(),
    find,
    async change(org, id, { name, boardId, ...settings }) {
      const display = await find(org, id)
      if (display === undefined) return undefined
      const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
      const changed: Display = {
        ...display,
        name: name ?? display.name,
        boardId: boardId ?? display.boardId,
        settings: { ...display.settings, ...given },
      }
      if (!(await store.change(changed))) return undefined
      shown.set(id, scheduledBoardId(changed, wall()))
      if (admitted.has(id)) admitted.set(id, changed)
      deps.onChanged(changed)
      return changed
    },
    async revoke(org, id) {
      const isRemoved = await store.remove(org, id)
      if (!isRemoved) return false
      for (const known of [sightings, places, shown, admitted]) known.delete(id)
      revoked.add(id)
      deps.onRevoked(id)
      return true
    },
    async authenticate(token) {
      const display = token === undefined ? undefined : await store.findByToken(hashOf(token))
      if (display !== undefined && !revoked.has(display.id)) admitted.set(display.id, display)
      return display
    },
    admitted: () => admitted.values(),
    connected(id, { address, browser, takenOver }) {
      if (revoked.has(id)) {
        deps.onRevoked(id)
        return
      }
      const former = places.get(id)
      places.set(id, { address, browser })
      const isElsewhere = former?.address !== address || former.browser !== browser
      const before = takenOver ? presenceReplaced(seen(id), monotonic()) : seen(id)
      sightings.set(id, presenceConnected(before, monotonic()))
      if (takenOver && isElsewhere) shared(id)
      deps.onSoundChanged?.(id, true)
    },
    conflicted(id) {
      if (!revoked.has(id)) shared(id)
    },
    reported(id, report) {
      if (revoked.has(id)) return
      const before = seen(id).report?.sound
      sightings.set(id, presenceReported(seen(id), report, monotonic()))
      if (before !== report.sound) deps.onSoundChanged?.(id, false)
    },
    disconnected(id) {
      if (revoked.has(id)) return
      sightings.set(id, presenceDisconnected(seen(id)))
      deps.onSoundChanged?.(id, false)
    },
    presence(id) {
      const { onlineSince, report } = seen(id)
      return onlineSince === undefined ? undefined : { onlineSince, sound: report?.sound ?? 'off' }
    },
    paintedAgesMs: () =>
      new Map(
        [...sightings].flatMap(([id, sighting]) => {
          const ageMs = paintedAgeMsOf(sighting)
          return ageMs === undefined ? [] : [[id, ageMs] as const]
        }),
      ),
    async takeScheduleChanges() {
      const changed = (await store.all()).filter((display) => {
        const board = scheduledBoardId(display, wall())
        const before = shown.get(display.id)
        shown.set(display.id, board)
        return before !== undefined && before !== board
      })
      return changed
    },
  }
}
