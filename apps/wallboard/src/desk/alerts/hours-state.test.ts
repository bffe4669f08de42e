import type { Weekday } from '@wallboard/alerts'
import { expect, it } from 'vitest'
import { dayToggled, hoursSummary, weekHours } from './hours-state.ts'

const names: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
}

it.each([
  [[weekHours], 'Mon–Fri 8–18'],
  [[weekHours, { days: ['sat' as const], from: '09:30', to: '13:00' }], 'Mon–Fri 8–18, Sat 9:30–13'],
  [
    [{ days: ['mon', 'tue', 'thu', 'sun'] as Weekday[], from: '22:00', to: '06:00' }],
    'Mon–Tue, Thu, Sun 22–6',
  ],
  [[{ days: ['mon'] as Weekday[], from: '00:00', to: '24:00' }], 'Mon 0–24'],
  [[], ''],
])('hours are one line: %#', (hours, summary) => {
  expect(hoursSummary(hours, names)).toBe(summary)
})

it('a day is switched on and off, and hours keep at least one day', () => {
  const withSunday = dayToggled(weekHours, 'sun')
  expect(withSunday.days).toEqual(['mon', 'tue', 'wed', 'thu', 'fri', 'sun'])
  expect(dayToggled(withSunday, 'sun').days).toEqual(weekHours.days)
  const one = { ...weekHours, days: ['mon' as const] }
  expect(dayToggled(one, 'mon')).toBe(one)
})
