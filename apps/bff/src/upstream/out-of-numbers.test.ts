import { describe, expect, it } from 'vitest'
import { outOfNumbersNotice } from './out-of-numbers.ts'

const context = {
  ...{ eventId: '5009', eventReason: 'Ada', messageId: null, userId: 'u', correlationId: null },
  ...{ userName: 'Ada', timeStamp: null, tenantId: null, broadCast: null },
}
const campaigns = [
  { id: '7', name: 'Spring' },
  { id: '8', name: 'Autumn' },
]
const campaignIn = (payLoad: unknown) => outOfNumbersNotice({ context, payLoad }, campaigns, 3).campaign

describe(outOfNumbersNotice, () => {
  it.each([[8], ['8'], [{ id: '8' }], [{ campaignId: 8, name: 'x' }], [[{ id: '8' }]], [['8', '7']]])(
    'names the campaign of the payload %o',
    (payLoad) => {
      expect(campaignIn(payLoad)).toEqual({ id: '8', name: 'Autumn' })
    },
  )

  it.each([
    [null],
    ['+1 555 0100'],
    [{ number: '8' }],
    [[]],
    [{ id: { id: {} } }],
    [{ id: '9', name: 'Ada' }],
  ])('[R30] relays nothing of a payload that names no campaign of the directory: %o', (payLoad) => {
    expect(outOfNumbersNotice({ context, payLoad }, campaigns, 3)).toEqual({
      type: 'event',
      code: 'campaign-out-of-numbers',
      campaign: null,
      at: 3,
    })
  })
})
