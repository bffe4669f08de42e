import { describe, expect, it } from 'vitest'
import { adminDenial } from './admins.ts'

describe(adminDenial, () => {
  it('lets those in whom ADMIN_USERS names, and nobody else: not the house user either', () => {
    const admins = { named: ['ann', 'bea'], house: 'house' }
    expect(adminDenial('ann', admins)).toBeUndefined()
    expect(adminDenial('bea', admins)).toBeUndefined()
    expect(adminDenial('house', admins)).toMatchObject({
      status: 403,
      message: 'This is for administrators. ADMIN_USERS of this server does not name house.',
    })
  })

  it('takes the house user alone where nobody is named', () => {
    const admins = { named: [], house: 'house' }
    expect(adminDenial('house', admins)).toBeUndefined()
    expect(adminDenial('ann', admins)?.message).toMatch(/only the user of FIVE9_USERNAME is one/)
  })

  it('says exactly what to set where there is nobody at all', () => {
    expect(adminDenial('ann', { named: [], house: undefined })?.message).toBe(
      'This is for administrators, and this server has none. Start it with ADMIN_USERS=ann to be one.',
    )
  })
})
