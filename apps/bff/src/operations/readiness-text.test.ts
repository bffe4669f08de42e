import { describe, expect, it } from 'vitest'
import { conditionText } from './readiness-text.ts'
import type { Condition } from './readiness.ts'

const since = 1
const conditions: readonly Condition[] = [
  { code: 'draining' },
  { code: 'no-feed' },
  { code: 'starting' },
  ...(['ageing', 'stale', 'down'] as const).map(
    (freshness) => ({ code: 'feed-not-live', freshness, since }) as const,
  ),
  { code: 'take-over', since },
  { code: 'redis-down', since },
  { code: 'alone', since },
  { code: 'postgres-down', since },
]
const textOf = (condition: Condition) => conditionText(condition, () => '10:42')

describe(conditionText, () => {
  it.each(conditions)('says what happened, since when, and what to do: $code', (condition) => {
    const text = textOf(condition)
    expect(text.split('. ').length).toBeGreaterThanOrEqual(2)
    if ('since' in condition) expect(text).toContain('10:42')
    expect(text).toMatch(/\b(use|check|read|set|wait|the reason is)\b/i)
  })

  it('says of each failure of the cluster whether figures are live', () => {
    expect(textOf({ code: 'alone', since })).toMatch(/its own screens stay live/)
    expect(textOf({ code: 'redis-down', since })).toMatch(/show the data as not live/)
    expect(textOf({ code: 'take-over', since })).toMatch(/show the data as not live/)
    expect(textOf({ code: 'postgres-down', since })).toMatch(/Figures stay live/)
  })
})
