import { describe, expect, it } from 'vitest'
import { nextTone, nothingHeard, type AlarmingAlert } from './alarm-tones-state.ts'

const minute = 60_000
const alert = (part: Partial<AlarmingAlert> = {}): AlarmingAlert => ({
  ...{ id: 'a', level: 'warn', alarms: 1, isFiring: true, since: 0 },
  ...part,
})
const critical = (alarms: number) => alert({ id: 'b', level: 'critical', alarms })

/** The tones of lists that come minute by minute to a page that was loaded at `startedAt`. */
function run(lists: readonly (readonly AlarmingAlert[])[], startedAt = 0): (string | undefined)[] {
  let heard = nothingHeard(startedAt)
  return lists.map((list, index) => {
    const due = nextTone(heard, list, startedAt + index * minute)
    heard = due.heard
    return due.tone
  })
}

describe(nextTone, () => {
  it('plays one tone for new alarms, that of the most urgent, and again for each repetition', () => {
    expect(run([[alert()], [alert()], [alert({ alarms: 2 })]])).toEqual(['warn', undefined, 'warn'])
    expect(
      run([
        [critical(1), alert()],
        [critical(1), alert({ alarms: 2 })],
      ]),
    ).toEqual(['critical', 'warn'])
    expect(run([[alert({ alarms: 2 }), critical(1)]])).toEqual(['critical'])
  })

  it('plays the tone of the worse level, which the server counts as an alarm', () => {
    expect(run([[alert()], [alert({ level: 'critical', alarms: 2 })]])).toEqual(['warn', 'critical'])
  })

  it('plays none for an alert that does not alarm, until it does', () => {
    const cooling = alert({ alarms: 0 })
    expect(run([[cooling], [cooling], [alert()]])).toEqual([undefined, undefined, 'warn'])
    const silenced = alert({ isFiring: false })
    expect(run([[silenced], [silenced]])).toEqual([undefined, undefined])
  })

  it('repeats no tone after a reload, and after a list that was empty while the server started', () => {
    expect(run([[alert(), critical(3)]], 2 * minute)).toEqual([undefined])
    expect(run([[alert(), critical(3)], [critical(4)]], 2 * minute)).toEqual([undefined, 'critical'])
    expect(run([[critical(1)], [], [critical(1)], [critical(2)]])).toEqual([
      ...['critical', undefined, undefined, 'critical'],
    ])
  })

  it('plays an alarm that began while the page was reloading or not connected', () => {
    expect(run([[alert({ since: 2 * minute - 10_000 })]], 2 * minute)).toEqual(['warn'])
    const later = alert({ id: 'c', since: 3 * minute })
    expect(run([[], [], [], [later]], 2 * minute)).toEqual([undefined, undefined, undefined, 'warn'])
  })

  it('plays one tone in a flood, and then none until it is over', () => {
    const many = (count: number) => Array.from({ length: count }, (_, id) => alert({ id: `${id}` }))
    const quiet = Array.from({ length: 11 }, () => many(12))
    const last = [...many(12), alert({ id: 'later', since: 13 * minute })]
    expect(run([many(11), many(12), ...quiet, last])).toEqual([
      ...['warn', undefined, ...quiet.map(() => undefined), 'warn'],
    ])
  })
})
