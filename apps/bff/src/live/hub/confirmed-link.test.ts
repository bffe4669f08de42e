import { describe, expect, it } from 'vitest'
import { confirmedUpTo } from './confirmed-link.ts'
import { upLink } from './stream-fixture.ts'

describe(confirmedUpTo, () => {
  const told = {
    ...upLink,
    confirmedAt: 1_000,
    unconfirmed: [{ dataSource: 'ACD_STATUS', confirmedAt: 400 }],
  }

  it('keeps the earlier confirmation, and what was unconfirmed then', () => {
    const link = confirmedUpTo({ ...upLink, confirmedAt: 2_000 }, told)
    expect(link).toMatchObject({ confirmedAt: 1_000, unconfirmed: told.unconfirmed })
  })

  it('tells at once what is unconfirmed now, and how the link stands', () => {
    const broken = { dataSource: 'AGENT_STATE', confirmedAt: 900 }
    const link = confirmedUpTo({ ...upLink, state: 'down', confirmedAt: 2_000, unconfirmed: [broken] }, told)
    expect(link.state).toBe('down')
    expect(link.unconfirmed).toEqual([broken, ...told.unconfirmed])
  })

  it('confirms nothing while nothing was confirmed then', () => {
    expect(confirmedUpTo({ ...upLink, confirmedAt: 2_000 }, upLink).confirmedAt).toBeNull()
  })
})
