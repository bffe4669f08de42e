import {
  decodeServerMessage,
  relayVersion,
  wholeView,
  type AlertOnScreen,
  type ServerMessage,
} from '@wallboard/relay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from './frame.ts'
import { createHub } from './hub.ts'
import type { HubConnection } from './hub-connection.ts'
import { unmetered } from './meter.ts'
import { createTestStream, rethrow } from './stream-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const alert = (since: number): AlertOnScreen => ({
  ...{ id: 'a', rule: { id: 'r', name: 'Waits' }, board: null, level: 'critical', state: 'firing', since },
  entity: { kind: 'queue', id: '1', name: 'Sales' },
  ...{ metric: 'callsInQueue', when: 'above', limit: 3, value: 4, isAcknowledged: false, alarms: 1 },
})

/** Two displays and a desk on one stream, whose alerts the test sets. */
function setUp() {
  const { stream, change } = createTestStream(Date.now)
  let alerts: readonly AlertOnScreen[] = []
  let lookUps = 0
  const listeners = new Set<() => void>()
  const hub = createHub({
    ...{ stream, build: 'b', meter: unmetered, log: rethrow },
    clocks: { monotonic: Date.now, wall: Date.now },
    alerts: {
      alertsFor() {
        lookUps += 1
        return alerts
      },
      on(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  })
  const connections: HubConnection[] = []
  function join(view: ReturnType<typeof wholeView>, isDesk: boolean) {
    const received: { readonly at: number; readonly message: ServerMessage }[] = []
    const send = ({ payload }: Frame) => {
      const decoded = decodeServerMessage(payload.toString())
      if (decoded.ok) received.push({ at: Date.now(), message: decoded.message })
    }
    const connection = hub.join(
      { send, bufferedBytes: () => 0, close: () => undefined },
      {
        viewer: isDesk ? { kind: 'desk', username: 'u' } : { kind: 'display', id: 'd' },
        subscription: { version: relayVersion, view },
        audience: isDesk ? { kind: 'desk' } : { kind: 'board', boardId: 'b' },
      },
    )
    received.length = 0
    connections.push(connection)
    return received
  }
  return {
    ...{ hub, change, join },
    lookUps: () => lookUps,
    resync: () => {
      for (const connection of connections) connection.received({ type: 'resync' })
    },
    setAlerts: (next: readonly AlertOnScreen[]) => {
      alerts = next
      for (const listener of listeners) listener()
    },
  }
}

describe('an alert that a change of figures causes', () => {
  it('[R34] comes with the flush of these figures, with the same instant, to two displays and a desk', () => {
    const { hub, change, join, setAlerts } = setUp()
    const clients = [
      ...[join(wholeView('wall', ['ACD_STATUS']), false), join(wholeView('wall', ['ACD_STATUS']), false)],
      join(wholeView('desk', ['ACD_STATUS']), true),
    ]
    change({ id: '1', callsInQueue: 1 })
    vi.advanceTimersByTime(1_000)
    change({ id: '1', callsInQueue: 2 })
    vi.advanceTimersByTime(10) // the next flush waits for the pace of its view
    for (const received of clients) received.length = 0

    // Evaluation runs in the turn of the frame: the figures are pending when the alert begins.
    const firedAt = Date.now()
    change({ id: '1', callsInQueue: 4 })
    setAlerts([alert(firedAt)])
    vi.advanceTimersByTime(500)
    for (const received of clients) {
      const flush = received.findIndex(({ message }) => message.type === 'changes')
      const list = received.findIndex(({ message }) => message.type === 'alerts')
      expect(flush).toBeGreaterThanOrEqual(0)
      expect(list).toBeGreaterThan(flush)
      expect(received[list]?.at).toBe(received[flush]?.at)
      expect(received[list]?.message).toEqual({ type: 'alerts', alerts: [alert(firedAt)] })
      expect(received.filter(({ message }) => message.type === 'alerts')).toHaveLength(1)
    }
    hub.close('over')
  })

  it('[R34] is sent alone where the client has the others, and the whole list after a snapshot', () => {
    const { hub, join, setAlerts, resync } = setUp()
    const [first, second, third] = [alert(1), { ...alert(2), id: 'b' }, { ...alert(3), id: 'c' }]
    setAlerts([first, second, third])
    vi.advanceTimersByTime(1)
    const received = join(wholeView('wall', ['ACD_STATUS']), false)
    const acknowledged = { ...second, isAcknowledged: true }
    setAlerts([acknowledged, third])
    vi.advanceTimersByTime(1)
    expect(received.map(({ message }) => message)).toEqual([
      { type: 'alerts', alerts: [acknowledged, third] }, // as short as its changes
    ])
    setAlerts([acknowledged, third, first])
    vi.advanceTimersByTime(1)
    expect(received.at(-1)?.message).toEqual({ type: 'alert-changes', changed: [first], removed: [] })
    received.length = 0
    const joined = join(wholeView('wall', ['ACD_STATUS']), false)
    setAlerts([third, first])
    vi.advanceTimersByTime(1)
    for (const { message } of [...received, ...joined])
      expect(message).toEqual({ type: 'alert-changes', changed: [], removed: ['b'] })
    expect([received.length, joined.length]).toEqual([1, 1])
    received.length = 0
    resync()
    expect(received.map(({ message }) => message.type)).toEqual(['snapshot', 'link', 'alerts'])
    hub.close('over')
  })

  it('[R34] comes at once where no figures wait for a flush: an acknowledgement, an alarm', () => {
    const { hub, join, setAlerts } = setUp()
    const received = join(wholeView('wall', ['ACD_STATUS']), false)
    setAlerts([{ ...alert(0), isAcknowledged: true }])
    vi.advanceTimersByTime(1)
    expect(received.map(({ message }) => message.type)).toEqual(['alerts'])
    hub.close('over')
  })

  it('is looked up once for each client and change of alerts, and not with each flush', () => {
    const { hub, change, join, setAlerts, lookUps } = setUp()
    const clients = [1, 2, 3].map(() => join(wholeView('wall', ['ACD_STATUS']), false))
    const before = lookUps()
    for (let calls = 1; calls <= 10; calls += 1) {
      change({ id: '1', callsInQueue: calls })
      vi.advanceTimersByTime(250)
    }
    const flushes = clients[0]?.filter(({ message }) => message.type === 'changes') ?? []
    expect(flushes.length).toBeGreaterThanOrEqual(10)
    expect(lookUps()).toBe(before)
    setAlerts([alert(1)])
    vi.advanceTimersByTime(250)
    expect(lookUps()).toBe(before + 3)
    for (const received of clients)
      expect(received.at(-1)?.message).toEqual({ type: 'alerts', alerts: [alert(1)] })
    hub.close('over')
  })
})
