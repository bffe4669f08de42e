import { describe, expect, it } from 'vitest'
import type { Readiness } from '../operations/readiness.ts'
import { createReadinessLog } from './readiness-log.ts'

const live: Readiness = { status: 'live', reasons: [], warnings: [] }
const alone: Readiness = { status: 'alone', reasons: [], warnings: [{ code: 'alone', since: 1 }] }

describe(createReadinessLog, () => {
  it('logs each change once, in words', () => {
    const lines: unknown[] = []
    const write = (detail: object, message: string) => lines.push([message, detail])
    const log = createReadinessLog({ warn: write, info: write, timeOf: () => '10:42' })
    for (const report of [live, live, alone, alone, live]) log(report)
    expect(lines).toEqual([
      [
        'the readiness of this node has changed',
        {
          ...{ status: 'alone', codes: ['alone'] },
          texts: [expect.stringMatching(/lost its connection to Redis at 10:42.*its own screens stay live/)],
        },
      ],
      ['this node serves live figures', { status: 'live' }],
    ])
  })
})
