import { describe, expect, it } from 'vitest'
import { countsText } from './health-counts.ts'

describe(countsText, () => {
  it('counts the displays of each health that occurs', () => {
    const displays = (['healthy', 'silent', 'healthy', 'stale'] as const).map((health) => ({ health }))
    expect(countsText(displays)).toBe('4 screens · 2 healthy · 1 shows old figures · 1 silent')
    expect(countsText([{ health: 'offline' }])).toBe('1 screen · 1 offline')
  })

  it('says nothing without displays', () => {
    expect(countsText([])).toBe('')
  })
})
