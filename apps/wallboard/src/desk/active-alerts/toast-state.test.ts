import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { describe, expect, it } from 'vitest'
import { sampleAlert } from './sample-alert.ts'
import {
  alertsReceived,
  dismissed,
  floodOf,
  nextAnnouncement,
  noToasts,
  nothingAnnounced,
  timePassed,
  type ToastState,
} from './toast-state.ts'

/** Receives lists, one a second, and returns the ids that were news in each, and the last state. */
function receive(...lists: readonly (readonly AlertReply[])[]) {
  let state: ToastState = noToasts
  const news = lists.map((list, second) => {
    const next = alertsReceived(state, list, second * 1_000)
    ;({ state } = next)
    return next.news.map(({ id }) => id)
  })
  return { state, news, shown: state.shown.map(({ alert }) => alert.id) }
}

const warn = sampleAlert({ id: 'w', level: 'warn' })
const critical = sampleAlert({ id: 'c' })
const acknowledged = { by: 'sam', at: 500, note: null, until: null }

describe(alertsReceived, () => {
  it('shows what fires after the page was opened, the most urgent first, and not what fired before', () => {
    const { news, shown } = receive([warn], [warn], [warn, sampleAlert({ id: 'v', level: 'warn' }), critical])
    expect(news).toEqual([[], [], ['c', 'v']])
    expect(shown).toEqual(['c', 'v'])
  })

  it('reports each alert once, and again when it becomes critical', () => {
    const worse = { ...warn, level: 'critical' as const }
    const { news, shown } = receive([], [warn], [warn], [worse], [worse])
    expect(news).toEqual([[], ['w'], [], ['w'], []])
    expect(shown).toEqual(['w'])
  })

  it('reports nothing that is pending, hidden or snoozed, until it fires', () => {
    const pending = sampleAlert({ id: 'p', state: 'pending' })
    const snoozed = sampleAlert({ id: 's', state: 'snoozed' })
    const { news } = receive(
      [],
      [pending, snoozed],
      [
        { ...pending, state: 'firing' },
        { ...snoozed, state: 'firing' },
      ],
    )
    expect(news).toEqual([[], [], ['p', 's']])
  })

  it('ends the toast of an alert that somebody acknowledged or that ended, on whatever screen', () => {
    const taken: AlertReply = { ...critical, state: 'acknowledged', acknowledged }
    expect(receive([], [critical, warn], [taken, warn]).shown).toEqual(['w'])
    expect(receive([], [critical], []).shown).toEqual([])
  })

  it('reports an alert again when its acknowledgement lapses, and not when it is undone', () => {
    const lapsing: AlertReply = {
      ...critical,
      state: 'acknowledged',
      acknowledged: { ...acknowledged, until: 2_000 },
    }
    expect(receive([critical], [lapsing], [critical]).news).toEqual([[], [], ['c']])
    const taken: AlertReply = { ...lapsing, acknowledged: { ...acknowledged, until: 2_001 } }
    expect(receive([critical], [taken], [critical]).news).toEqual([[], [], []])
  })
})

describe(timePassed, () => {
  it('ends the toast of a warning after 20 seconds; one that is critical stays', () => {
    const { state } = receive([], [warn, critical])
    expect(timePassed(state, 20_999)).toBe(state)
    expect(timePassed(state, 21_000).shown.map(({ alert }) => alert.id)).toEqual(['c'])
    expect(dismissed(timePassed(state, 21_000), 'c').shown).toEqual([])
  })
})

describe(floodOf, () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      sampleAlert({ id: `a${index}`, entity: { kind: 'queue', id: `${index % 5}`, name: 'Q' } }),
    )

  it('counts more than ten new alerts within ten minutes, and their subjects', () => {
    expect(floodOf(receive([], many(10)).state)).toBeUndefined()
    const { state } = receive([], many(14))
    expect(floodOf(state)).toEqual({ alerts: 14, entities: 5 })
    expect(floodOf(timePassed(state, 601_000))).toBeUndefined()
  })
})

describe(nextAnnouncement, () => {
  it('says at most one text in five seconds, and forgets nothing that waited', () => {
    const first = nextAnnouncement(nothingAnnounced, [warn], 0)
    expect(first.announced).toEqual([warn])
    const second = nextAnnouncement(first.state, [critical], 4_999)
    expect(second.announced).toEqual([])
    const third = nextAnnouncement(second.state, [], 5_000)
    expect(third.announced).toEqual([critical])
    expect(nextAnnouncement(third.state, [], 60_000).announced).toEqual([])
  })
})
