import { describe, expect, it } from 'vitest'
import { nextTone, type ActiveAlarm, type AlarmToneHistory } from './alarm-tones-state.ts'

const minute = 60_000
const warn: ActiveAlarm = { key: 'a', level: 'warn' }
const critical: ActiveAlarm = { key: 'b', level: 'critical' }

/** Plays alarms minute by minute and gives the tones that were heard. */
function play(minutes: readonly (readonly ActiveAlarm[])[], isLive = true): (string | undefined)[] {
  let heard: AlarmToneHistory = new Map()
  return minutes.map((alarms, index) => {
    const due = nextTone(heard, alarms, { isLive, now: index * minute })
    heard = due.heard
    return due.tone
  })
}
const tones = (heard: readonly (string | undefined)[]) =>
  heard.flatMap((tone, at) => (tone === undefined ? [] : [`${at} ${tone}`]))

describe(nextTone, () => {
  it('sounds once when an alarm begins, by the worst of those that begin together', () => {
    expect(tones(play([[], [warn], [warn], [warn]]))).toEqual(['1 warn'])
    expect(
      tones(
        play([
          [warn, critical],
          [warn, critical],
        ]),
      ),
    ).toEqual(['0 critical'])
  })

  it('does not sound again for an alarm that comes back within ten minutes', () => {
    const flapping = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? [warn] : []))
    expect(tones(play(flapping))).toEqual(['0 warn', '10 warn'])
  })

  it('sounds again after a quarter of an hour for a critical one, and never for a warning', () => {
    expect(tones(play(Array.from({ length: 32 }, () => [warn, critical])))).toEqual([
      '0 critical',
      '15 critical',
      '30 critical',
    ])
  })

  it('is silent while figures are not live', () => {
    expect(tones(play([[critical], [critical]], false))).toEqual([])
  })
})
