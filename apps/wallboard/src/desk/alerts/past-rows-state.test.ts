import type { PastAlert } from '@wallboard/relay/rest/alerts'
import { describe, expect, it } from 'vitest'
import { lastNoteOf, parseFilter, pastRows, queryOfFilter, ranges, spanOf } from './past-rows-state.ts'
import { samplePastAlert } from './sample-past-alert.ts'

describe(pastRows, () => {
  const gap = (startsAt: number, length: number) =>
    ({ kind: 'link-down', startsAt, endsAt: startsAt + length }) as const
  const alerts = [
    samplePastAlert({ id: 'b', firedAt: 500_000 }),
    samplePastAlert({ id: 'a', firedAt: 100_000 }),
  ]

  it('mixes alerts and gaps, the newest first, and leaves out gaps of less than a minute', () => {
    const rows = pastRows(alerts, [gap(200_000, 60_000), gap(300_000, 59_999)], false)
    expect(rows.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'alert 500000',
      'gap 200000',
      'alert 100000',
    ])
  })

  it('shows no gaps from before the oldest alert of a list that leaves alerts out', () => {
    const rows = pastRows(alerts, [gap(0, 60_000), gap(100_000, 60_000)], true)
    expect(rows.filter(({ kind }) => kind === 'gap').map(({ at }) => at)).toEqual([100_000])
  })
})

describe(lastNoteOf, () => {
  it('is the note of the last acknowledgement that has one', () => {
    const event = (what: PastAlert['events'][number]['what'], note: string | null) => ({
      at: 1,
      what,
      by: 'sam',
      note,
    })
    const events = [
      event('acknowledged', 'first'),
      event('acknowledged', 'second'),
      event('acknowledged', null),
    ]
    expect(lastNoteOf({ events })).toBe('second')
    expect(lastNoteOf({ events: [event('fired', null)] })).toBeUndefined()
  })
})

describe(parseFilter, () => {
  it('reads back what it writes', () => {
    for (const range of ranges)
      for (const level of [undefined, 'warn', 'critical'] as const) {
        const filter = { range, level, rule: 'r7', entity: 'queue:12' }
        expect(parseFilter(queryOfFilter(filter))).toEqual(filter)
      }
    expect(queryOfFilter(parseFilter({}))).toEqual({})
  })

  it('ignores values that it does not know', () => {
    expect(parseFilter({ range: 'ever', level: 'purple', entity: 'queue', other: '1' })).toEqual(
      parseFilter({}),
    )
  })
})

describe(spanOf, () => {
  const hourMs = 3_600_000
  const today = 1_000 * hourMs
  // The day before had 25 hours.
  const days = { today, yesterday: today - 25 * hourMs, now: today + 10.5 * hourMs + 1 }

  it('ends at the next full minute, and yesterday where today begins', () => {
    expect(spanOf('today', days)).toEqual({ from: today, to: today + 10.5 * hourMs + 60_000 })
    expect(spanOf('yesterday', days)).toEqual({ from: today - 25 * hourMs, to: today })
  })

  it('is never empty, also in the first instant of a day', () => {
    for (const range of ranges) {
      const { from, to } = spanOf(range, { ...days, now: today })
      expect(to).toBeGreaterThan(from)
      expect(to - from).toBeLessThanOrEqual(31 * 24 * hourMs)
    }
  })
})
