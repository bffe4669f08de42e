import { describe, expect, it } from 'vitest'
import { alertTitle } from './alert-text.ts'
import { sampleAlert } from './sample-alert.ts'

describe(alertTitle, () => {
  it('states the value with which the limit was passed when the last one is within the limit again', () => {
    const inDeadBand = sampleAlert({ limit: 120_000, value: 116_000, peak: 121_000, when: 'above' })
    expect(alertTitle(inDeadBand)).toBe('Renewals: longest wait reached 2:01')
  })

  it('states the lowest value of a rule below a limit', () => {
    const below = { metric: 'agentsInQueue', unit: 'count', when: 'below' } as const
    expect(alertTitle(sampleAlert({ ...below, limit: 3, value: 4, peak: 1 }))).toBe(
      'Renewals: ready fell to 1',
    )
  })

  it('finds by the worst value on which side of the limit an alert of an older server is', () => {
    const below = sampleAlert({ metric: 'agentsInQueue', unit: 'count', limit: 3, value: 3, peak: 1 })
    expect(alertTitle(below)).toBe('Renewals: ready fell to 1')
  })

  it('says of an increase that its value is a rise', () => {
    const increase = { metric: 'callsInQueue', unit: 'count', when: 'increase' } as const
    expect(alertTitle(sampleAlert({ ...increase, limit: 5, value: 7, peak: 7 }))).toBe(
      'Renewals: waiting rose by 7',
    )
  })

  it('states the last value of an alert of which no worst one is known', () => {
    expect(alertTitle(sampleAlert({ value: 116_000, peak: null }))).toBe('Renewals: longest wait 1:56')
  })
})
