import { describe, expect, it } from 'vitest'
import { signIn, start } from './bff-fixture.ts'
import { call } from './display-fixture.ts'

const rule = {
  ...{ version: 1, key: 'waiting', name: 'Waiting', of: { queues: 'all' }, metric: 'callsInQueue' },
  ...{ when: 'above', warn: 3 },
}

describe('bad rules of alerts, over HTTP', { timeout: 60_000 }, () => {
  it('are refused in words with the field, one by one and in a file, and nothing of them is saved', async () => {
    const { service } = await start({ speed: 1 })
    const { cookie } = await signIn(service)
    const request = (method: string, path: string, body?: unknown) =>
      call(service, method, `/api/alerts/rules${path}`, cookie, body)
    const bad: readonly (readonly [more: object, text: string])[] = [
      [{ metric: 'callsWaiting' }, 'there is no metric'],
      [{ of: { campaigns: 'all' } }, 'metric'],
      [{ warn: 5, critical: 3 }, 'critical'],
      [{ warn: undefined }, 'warn'],
      [{ limit: 3 }, 'limit'],
      [{ of: { queues: [] } }, 'of.queues'],
      [{ notify: [{ channel: 'No Key' }] }, 'notify'],
      [{ notify: [{}] }, 'channel'],
      [{ hours: [{ days: ['mon'], from: '08:00', to: '08:00' }] }, 'hours'],
    ]
    const existing = await request('POST', '', { rule: { ...rule, key: 'existing' } })
    const { id } = JSON.parse(existing.text) as { id: string }
    for (const [more, text] of bad) {
      const broken = { ...rule, ...more }
      const replies = [
        await request('POST', '', { rule: broken }),
        await request('PUT', `/${id}`, { revision: 1, rule: broken }),
        await request('POST', '/apply', { create: [rule, { ...broken, key: 'b' }], change: [], remove: [] }),
      ]
      for (const reply of replies)
        expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(text)])
    }
    const large = { ...rule, name: 'x'.repeat(5_000_000) }
    const oversized = [
      await request('POST', '', { rule: large }),
      await request('PUT', `/${id}`, { revision: 1, rule: large }),
      await request('POST', '/apply', { create: [large], change: [], remove: [] }),
    ]
    expect(oversized.map(({ status, text }) => [status, /"message":"[^"]+"/.test(text)])).toEqual(
      Array(3).fill([413, true]),
    )
    const list = JSON.parse((await request('GET', '')).text) as readonly { key: string; revision: number }[]
    expect(list.map(({ key, revision }) => `${key} ${revision}`)).toEqual(['existing 1'])
    expect(JSON.parse((await request('GET', `/${id}/versions`)).text)).toHaveLength(1)
  })
})
