import type { CampaignForecasts } from '@wallboard/relay/rest/call-forecasts'
import { describe, expect, it } from 'vitest'
import { silenceOf } from './silence-state.ts'

const minute = 60_000
const hour = 60 * minute
const dayStartsAt = Date.parse('2026-11-26T05:00:00Z')
const campaign = { id: 'c', calls: 400, state: 'running' } as const

/** From 8 to 20 hours after midnight 30 calls in a half-hour, and none before: the pace of the day is a third lower. */
const forecasts: CampaignForecasts = {
  ...{ day: '2026-11-26', dayStartsAt, isLeftOut: false },
  campaigns: [
    {
      ...{ id: 'c', weeksKnown: 6, isRolling: false },
      forecast: {
        slots: Array.from({ length: 48 }, (_, index) => ({
          startsAt: dayStartsAt + index * 30 * minute,
          endsAt: dayStartsAt + (index + 1) * 30 * minute,
          calls: index < 16 || index >= 40 ? 0 : index === 30 ? null : 30,
        })),
        ...{ callsPerDay: 690, variation: 0.1, counted: [] },
      },
    },
  ],
}

const at = dayStartsAt + 12 * hour
const silence = (changed: object = {}, from: CampaignForecasts | null = forecasts) => {
  const now = { at, quietSince: at - minute, dayStartsAt, isLive: true, ...changed }
  const { estimate, ...found } = silenceOf(campaign, from ?? undefined, now)
  const state = estimate.type === 'known' ? estimate.value.state : estimate.reason
  return { ...found, state, perHour: estimate.inputs.expectedPerHour }
}

describe(silenceOf, () => {
  it('follows the calls that are due at this time of the week', () => {
    expect(silence()).toEqual({
      ...{ state: 'calls-come', perHour: 60, quietMs: minute, basis: { reason: 'weeks', weeks: 6 } },
    })
    expect(silence({ quietSince: at - 15 * minute })).toMatchObject({ state: 'silent' })
    expect(silence({ at: dayStartsAt + 6 * hour, quietSince: dayStartsAt })).toMatchObject({
      state: 'closed',
    })
  })

  it('follows the pace since the day began where the site is, if history does not know the calls', () => {
    const none = { ...forecasts, campaigns: [] }
    // 400 calls in 12 hours: the same day seen from a browser five hours to the east would have 17.
    expect(silence({}, null)).toMatchObject({ perHour: 400 / 12, basis: { reason: 'no-history' } })
    expect(silence({}, none)).toMatchObject({ basis: { reason: 'no-calls' } })
    expect(silence({}, { ...none, isLeftOut: true })).toMatchObject({ basis: { reason: 'left-out-day' } })
    expect(silence({ at: dayStartsAt + 15.1 * hour })).toMatchObject({ basis: { reason: 'half-hour' } })
    const unknown = (more: object) => ({
      ...none,
      campaigns: [{ id: 'c', weeksKnown: 2, isRolling: false, forecast: null, ...more }],
    })
    expect(silence({}, unknown({}))).toMatchObject({ basis: { reason: 'too-few-weeks', weeks: 2 } })
    expect(silence({}, unknown({ isRolling: true }))).toMatchObject({ basis: { reason: 'rolling-hour' } })
  })
})
