import { allQueuesBoard } from '@wallboard/boards'
import { relayVersion, type ServerMessage } from '@wallboard/relay'
import type { DisplayIdentity } from '@wallboard/relay/rest/displays'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLiveStores } from '../board/live-stores.tsx'
import type { LiveOptions } from '../live/connection/live.ts'
import type { SoundState } from '../ui/sound/alarm-sound.ts'
import type { DisplayPorts, SavedSnapshot } from './display-ports.ts'
import { createDisplaySession } from './display-session.ts'
import { startPairingPoll } from './pairing-poll.ts'
import { createRoomSound } from './room-sound.ts'
import { createStoredParts } from './stored-parts.ts'
import { upLink } from '../live/link-fixture.ts'

const hall: DisplayIdentity = {
  id: 'd',
  name: 'Hall',
  settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
}
const loud: DisplayIdentity = { ...hall, settings: { ...hall.settings, sound: true } }
const board = (display = hall, change: object = {}): ServerMessage => ({
  type: 'board',
  display,
  boardId: 'all-queues',
  revision: 0,
  board: allQueuesBoard,
  ...change,
})
const snapshot: Extract<ServerMessage, { type: 'snapshot' }> = {
  type: 'snapshot',
  eventId: '5000',
  epoch: 'e',
  seq: 1,
  asOf: 0,
  serverTime: 0,
  wallOffsetMs: 0,
  queues: [{ id: '1', name: 'Sales' }],
  payLoad: [{ dataSource: 'ACD_STATUS', data: [{ id: '1', asOf: 0, callsInQueue: 2 }] }],
  link: upLink(),
}
const hello: ServerMessage = {
  type: 'hello',
  version: relayVersion,
  build: 'b1',
  serverTime: 0,
  wallOffsetMs: 0,
}

/** A display whose server answers with `answers`, one after the other; the last one stays. */
function setUp(...answers: (DisplayIdentity | null | Error)[]) {
  const events: string[] = []
  const connections: LiveOptions[] = []
  const allowSound: (() => void)[] = []
  const stored: { snapshot?: SavedSnapshot } = {}
  let progress: 'waiting' | 'paired' = 'waiting'
  const clocks = { monotonic: () => Date.now(), wall: () => Date.now() }
  const ports: DisplayPorts = {
    clocks,
    fetchIdentity: () => {
      events.push('identity')
      const [answer] = answers.length > 1 ? answers.splice(0, 1) : answers
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? null)
    },
    createStores: createLiveStores,
    createLive: (options) => {
      connections.push(options)
      return {
        start: () => events.push('live start'),
        report: () => events.push(`report ${options.report?.('b1')?.sound ?? 'nothing'}`),
        subscribe: () => undefined,
        stop: () => events.push('live stop'),
      }
    },
    createEvaluator: () => ({
      show: () => events.push('evaluate'),
      tick: () => undefined,
      stop: () => undefined,
    }),
    reload: () => events.push('reload'),
    pairing: () =>
      Promise.resolve((listener) =>
        startPairingPoll(
          {
            requestCode: () =>
              Promise.resolve({
                state: 'waiting',
                code: 'ABC',
                pollEveryMs: 2_000,
                expiresAt: 600_000,
              } as const),
            fetchProgress: () =>
              Promise.resolve(
                progress === 'paired'
                  ? ({ state: 'paired' } as const)
                  : ({ state: 'waiting', code: 'ABC', pollEveryMs: 2_000, expiresAt: 600_000 } as const),
              ),
            errorText: String,
          },
          listener,
        ),
      ),
    deferred: () =>
      Promise.resolve({
        snapshotPort: {
          load: () =>
            Promise.resolve(
              stored.snapshot === undefined ? undefined : { ...stored.snapshot, ageMs: 60_000 },
            ),
          save: (saved) => {
            stored.snapshot = saved
            return Promise.resolve()
          },
          remove: () => {
            delete stored.snapshot
            return Promise.resolve()
          },
        },
        createTelemetry: () => ({
          next: (build, sound) => ({
            width: 1,
            height: 1,
            build,
            paintedAgeMs: null,
            frameMsP50: null,
            frameMsP95: null,
            heapBytes: null,
            sound,
          }),
          stop: () => events.push('telemetry stop'),
        }),
        keepScreenAwake: () => {
          events.push('awake')
          return () => events.push('asleep')
        },
        cacheAppShell: (build) => {
          events.push(`shell ${build}`)
          return Promise.resolve()
        },
        createStoredParts,
      }),
    roomSound: () =>
      Promise.resolve((deps) =>
        createRoomSound(deps, (onChanged) => {
          let state: SoundState = 'blocked'
          allowSound.push(() => {
            state = 'on'
            onChanged()
          })
          return {
            state: () => state,
            update: () => undefined,
            setIsRoomSpeaker: () => undefined,
            stop: () => events.push('sound stop'),
          }
        }),
      ),
  }
  const session = createDisplaySession(ports)
  const say = (...messages: ServerMessage[]) => {
    for (const message of messages) {
      connections.at(-1)?.onMessage?.(message)
      connections.at(-1)?.store.messageReceived(message)
    }
  }
  session.start()
  return {
    session,
    events,
    stored,
    connections,
    allowSound,
    say,
    state: session.store.getState,
    passes: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    pair: () => {
      progress = 'paired'
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe(createDisplaySession, () => {
  it('shows a pairing code until it is paired, then connects', async () => {
    const { state, passes, pair, events } = setUp(null, hall)
    expect(state().phase).toBe('starting')
    await passes(0)
    expect(state()).toMatchObject({ phase: 'unpaired', pairing: { code: 'ABC' }, stores: undefined })
    expect(events).not.toContain('live start')
    pair()
    await passes(2_000)
    expect(state()).toMatchObject({ phase: 'paired', identity: { name: 'Hall' }, pairing: undefined })
    expect(events.filter((event) => event === 'live start')).toHaveLength(1)
  })

  it('connects while the server does not answer with its identity, and asks again until it does', async () => {
    const { state, passes, events } = setUp(new Error('down'), hall)
    await passes(0)
    expect(state()).toMatchObject({ phase: 'paired', identity: undefined })
    await passes(5_000)
    expect(state().identity).toEqual(hall)
    expect(events.filter((event) => event === 'live start')).toHaveLength(1)
  })

  it('takes its identity from the stream, and an older REST answer does not undo a revocation', async () => {
    const { state, passes, say, connections } = setUp(hall)
    await passes(0)
    say(hello, board({ ...hall, name: 'Lobby' }))
    expect(state()).toMatchObject({ identity: { name: 'Lobby' }, shown: { boardId: 'all-queues' } })
    connections[0]?.onDown('lost') // fetches the identity
    connections[0]?.onDown('signed-out')
    expect(state().phase).toBe('unpaired')
    await passes(0)
    expect(state().phase).toBe('unpaired')
  })

  it('discards everything that it showed once it is no longer paired', async () => {
    const { state, passes, say, stored, connections, events } = setUp(hall, null)
    await passes(1_000)
    say(hello, board(), snapshot)
    await passes(30_000)
    expect(stored.snapshot).toBeDefined()
    const before = state().stores
    connections[0]?.onDown('signed-out')
    await passes(0)
    expect(stored.snapshot).toBeUndefined()
    expect(state()).toMatchObject({
      phase: 'unpaired',
      shown: undefined,
      stores: undefined,
      identity: undefined,
    })
    expect(events).toEqual(expect.arrayContaining(['live stop', 'telemetry stop', 'asleep']))
    expect(before).toBeDefined()
  })

  it('shows the saved snapshot only until the server answers', async () => {
    const first = setUp(hall)
    await first.passes(1_000)
    first.say(hello, board(), snapshot)
    await first.passes(30_000)
    const saved = first.stored.snapshot
    if (saved === undefined) throw new Error('nothing was saved')

    const alone = setUp(new Error('down'))
    alone.stored.snapshot = saved
    await alone.passes(1_000)
    expect(alone.state().shown).toMatchObject({ boardId: 'all-queues' })
    expect(alone.state().stores?.statistics.status.getState()).toMatchObject({
      freshness: 'down',
      hasSnapshot: true,
    })

    const answered = setUp(hall)
    answered.stored.snapshot = saved
    await answered.passes(0)
    answered.say(hello, board(hall, { boardId: 'other' }))
    await answered.passes(1_000)
    expect(answered.state().shown).toMatchObject({ boardId: 'other' })
    expect(answered.state().stores?.statistics.status.getState().hasSnapshot).toBe(false)
  })

  it('stores the page once the board has figures', async () => {
    const { passes, say, events } = setUp(hall)
    await passes(20_000)
    expect(events).not.toContain('shell b1')
    say(hello, board(), snapshot)
    await passes(20_000)
    expect(events).toContain('shell b1')
  })

  it('identifies itself for ten seconds, and reloads on command', async () => {
    const { state, passes, say, events } = setUp(hall)
    await passes(0)
    say({ type: 'command', command: 'identify' })
    expect(state().isIdentifying).toBe(true)
    await passes(10_000)
    expect(state().isIdentifying).toBe(false)
    say({ type: 'command', command: 'reload' })
    expect(events).toContain('reload')
  })

  it('reports that it cannot read its board, or that another page uses its pairing', async () => {
    const { state, passes, say, connections } = setUp(hall)
    await passes(0)
    say(board(hall, { board: { kind: 'from the future' } }))
    expect(state()).toMatchObject({ isUnreadable: true, shown: undefined })
    say(board())
    expect(state().isUnreadable).toBe(false)
    connections[0]?.onDown('replaced')
    expect(state().isConflict).toBe(true)
    connections[0]?.onDown('lost')
    expect(state().isConflict).toBe(false)
  })

  it('sounds alarms where allowed, reports a change at once, and is the room speaker while the server elects it', async () => {
    const { state, passes, say, allowSound, events } = setUp(loud)
    await passes(1_000)
    expect(state().sound).toBe('blocked')
    allowSound[0]?.()
    expect(events.at(-1)).toBe('report on')
    expect(state().sound).toBe('off')
    say(hello, { type: 'speaker', isSpeaker: true })
    expect(state().sound).toBe('on')
    say(hello)
    expect(state().sound).toBe('off')
    say(board(hall))
    expect(state().sound).toBeUndefined()
    expect(events).toEqual(expect.arrayContaining(['sound stop', 'report off']))
  })

  it('leaves nothing running when it stops', async () => {
    const { session, passes, say } = setUp(loud)
    await passes(1_000)
    say(hello, board(loud), snapshot)
    session.stop()
    await passes(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
