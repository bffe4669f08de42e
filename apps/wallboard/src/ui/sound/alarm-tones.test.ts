import { describe, expect, it } from 'vitest'
import { nextTone, type ActiveAlarm, type AlarmToneHistory } from './alarm-tones-state.ts'

const minute = 60_000
const warn: ActiveAlarm = { key: 'a', level: 'warn' }
const critical: ActiveAlarm = { key: 'b', level: 'critical' }

/** Runs alarms minute by minute; the result is the tone of each minute. */
function run(minutes: readonly (readonly ActiveAlarm[])[], isLive = true): (string | undefined)[] {
  let history: AlarmToneHistory = new Map()
  return minutes.map((alarms, index) => {
    const due = nextTone(history, alarms, { isLive, now: index * minute })
    history = due.history
    return due.tone
  })
}
const tones = (played: readonly (string | undefined)[]) =>
  played.flatMap((tone, at) => (tone === undefined ? [] : [`${at} ${tone}`]))

describe(nextTone, () => {
  it('plays one tone when alarms start, that of the most urgent', () => {
    expect(tones(run([[], [warn], [warn], [warn]]))).toEqual(['1 warn'])
    expect(
      tones(
        run([
          [warn, critical],
          [warn, critical],
        ]),
      ),
    ).toEqual(['0 critical'])
  })

  it('plays no new tone for an alarm that returns within ten minutes', () => {
    const flapping = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? [warn] : []))
    expect(tones(run(flapping))).toEqual(['0 warn', '10 warn'])
  })

  it('repeats the tone of a critical alarm every 15 minutes, and never that of a warning', () => {
    expect(tones(run(Array.from({ length: 32 }, () => [warn, critical])))).toEqual([
      '0 critical',
      '15 critical',
      '30 critical',
    ])
  })

  it('plays no tone while the data is not live', () => {
    expect(tones(run([[critical], [critical]], false))).toEqual([])
  })
})
