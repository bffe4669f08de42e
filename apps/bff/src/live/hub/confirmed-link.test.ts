import { describe, expect, it } from 'vitest'
import { confirmedUpTo } from './confirmed-link.ts'
import { upLink } from './stream-fixture.ts'

describe(confirmedUpTo, () => {
  const sent = {
    ...upLink,
    confirmedAt: 1_000,
    unconfirmed: [{ dataSource: 'ACD_STATUS', confirmedAt: 400 }],
  }

  it('has the earlier confirmation and the data sources that were unconfirmed then', () => {
    const link = confirmedUpTo({ ...upLink, confirmedAt: 2_000 }, sent)
    expect(link).toMatchObject({ confirmedAt: 1_000, unconfirmed: sent.unconfirmed })
  })

  it('has the present state of the link and the data sources that are unconfirmed now', () => {
    const broken = { dataSource: 'AGENT_STATE', confirmedAt: 900 }
    const link = confirmedUpTo({ ...upLink, state: 'down', confirmedAt: 2_000, unconfirmed: [broken] }, sent)
    expect(link.state).toBe('down')
    expect(link.unconfirmed).toEqual([broken, ...sent.unconfirmed])
  })

  it('confirms nothing when nothing was confirmed then', () => {
    expect(confirmedUpTo({ ...upLink, confirmedAt: 2_000 }, upLink).confirmedAt).toBeNull()
  })
})
