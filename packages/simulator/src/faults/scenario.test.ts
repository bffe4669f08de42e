import { describe, expect, it } from 'vitest'
import { parseScenario, timetable } from './scenario.ts'

const scenarioOf = (value: unknown) => parseScenario(JSON.stringify(value))

describe(parseScenario, () => {
  it('reads steps of faults and actions', () => {
    const steps = [
      { at: 10, action: { do: 'migrate' } },
      { at: 2, faults: { silent: true }, forSeconds: 3 },
    ]
    const read = scenarioOf({ title: 'A bad morning', steps })
    expect(read).toMatchObject({ ok: true, scenario: { title: 'A bad morning' } })
    if (read.ok) expect(timetable(read.scenario).steps.map(({ at }) => at)).toEqual([2, 10])
  })

  it.each([
    ['{', /not JSON/],
    ['{"steps":[]}', /steps/],
    ['{"steps":[{"at":1}]}', /steps\.0: needs faults or an action/],
    ['{"steps":[{"at":0,"faults":{}},{"at":-1,"faults":{}}]}', /steps\.1\.at/],
    ['{"steps":[{"at":1,"faults":{"silentt":true}}]}', /steps\.0\.faults.*silentt/],
    ['{"steps":[{"at":1,"faults":{"slowMs":"long"}}]}', /steps\.0\.faults\.slowMs/],
    ['{"steps":[{"at":1,"action":{"do":"explode"}}]}', /steps\.0\.action/],
    ['{"steps":[{"at":1,"action":{"do":"pause"},"forSeconds":2}]}', /forSeconds needs faults/],
  ])('names what does not fit in %s', (text, words) => {
    const read = parseScenario(text)
    expect(read.ok).toBe(false)
    expect(read.ok ? '' : read.reasons.join('; ')).toMatch(words)
  })

  it('restarts no sooner than its last step', () => {
    const read = scenarioOf({ repeatAfter: 5, steps: [{ at: 60, faults: {} }] })
    if (!read.ok) throw new Error(read.reasons.join())
    expect(timetable(read.scenario).repeatAfterMs).toBeGreaterThan(60_000)
  })
})
