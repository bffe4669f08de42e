import { describe, expect, it } from 'vitest'
import { signIn } from './bff-fixture.ts'
import { call } from './display-fixture.ts'
import { colleague, startWithLoginCounter } from './login-fixture.ts'

const view = { name: 'Renewals', page: 'queues', query: { q: 'ren' }, isShared: true }

describe('GET and PUT /api/views', () => {
  it('share a view with the domain, copy it for another person who changes it, and refuse what is no view', async () => {
    const { service } = await startWithLoginCounter()
    const own = (await signIn(service)).cookie
    const other = (await signIn(service, colleague)).cookie
    const created = await call(service, 'POST', '/api/views', own, view)
    expect(created.status).toBe(201)
    const { id } = JSON.parse(created.text) as { id: string }
    const listed = async (cookie: string) =>
      JSON.parse((await call(service, 'GET', '/api/views', cookie)).text) as readonly object[]
    expect(await listed(other)).toMatchObject([
      { id, isOwn: false, shows: { page: 'queues', query: { q: 'ren' } } },
    ])

    const changed = await call(service, 'PUT', `/api/views/${id}`, other, { ...view, name: 'Changed' })
    expect(JSON.parse(changed.text)).toMatchObject({ isCopy: true })
    expect(await listed(own)).toMatchObject([{ id, name: 'Renewals' }])
    expect(await listed(other)).toHaveLength(2)
    expect((await call(service, 'DELETE', `/api/views/${id}`, other)).status).toBe(403)

    const tooLong = { q: 'x'.repeat(501) }
    const tooMany = Object.fromEntries(
      Array.from({ length: 13 }, (_, index) => [`p${'a'.repeat(index)}`, '1']),
    )
    for (const bad of [
      { ...view, page: 'wall' },
      { ...view, name: ' ' },
      { ...view, query: tooLong },
      { ...view, query: tooMany },
      { ...view, owner: 'x' },
    ])
      expect((await call(service, 'POST', '/api/views', own, bad)).status).toBe(400)

    expect((await call(service, 'PUT', '/api/favourites', own, { queues: ['7'] })).status).toBe(204)
    expect((await call(service, 'GET', '/api/favourites', own)).text).toBe('{"queues":["7"]}')
    expect((await call(service, 'GET', '/api/favourites', other)).text).toBe('{"queues":[]}')
  })
})
