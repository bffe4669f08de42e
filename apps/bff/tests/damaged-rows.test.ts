import { join } from 'node:path'
import { allQueuesBoard } from '@wallboard/boards'
import { DisplayList } from '@wallboard/relay/rest/display-list'
import { describe, expect, it } from 'vitest'
import { createService } from '../src/app/service.ts'
import { openSqlite } from '../src/storage/sqlite.ts'
import { signIn, start, user } from './bff-fixture.ts'
import { temporaryDirectory } from './clean-up.ts'
import { requestPairingCode, call, pair, newDisplayBody } from './display-fixture.ts'

describe(createService, () => {
  it('[row 33] keeps working with a damaged display, which it marks, repairs and removes', async () => {
    const dataDir = await temporaryDirectory()
    const { service } = await start({}, { DATA_DIR: dataDir, ADMIN_USERS: user.username })
    const { desk, id } = await pair(service, 'Damaged')
    const other = await requestPairingCode(service)
    await call(service, 'POST', '/api/displays', desk, newDisplayBody(other.code, 'Good'))
    const sqlite = openSqlite(join(dataDir, 'wallboard.db'))
    sqlite.run(`UPDATE displays SET settings = '{"timeZone":' WHERE id = ?`, [id])
    sqlite.close()

    const displays = async () =>
      DisplayList.parse(JSON.parse((await call(service, 'GET', '/api/displays', desk)).text)).displays
    const damaged = { name: 'Damaged', unreadable: ['settings'], settings: { schedule: [] } }
    expect(await displays()).toMatchObject([damaged, { name: 'Good' }])
    expect((await call(service, 'GET', '/debug/latency', desk)).status).toBe(200)
    for (const display of await displays())
      expect(
        (await call(service, 'PATCH', `/api/displays/${display.id}`, desk, { room: 'Hall' })).status,
      ).toBe(204)
    expect((await displays()).map(({ unreadable }) => unreadable)).toEqual([undefined, undefined])
    expect((await call(service, 'DELETE', `/api/displays/${id}`, desk)).status).toBe(204)
    expect(await displays()).toHaveLength(1)
  })

  it('limits the changes of each person, without effect on others', async () => {
    const { service } = await start()
    const desk = (await signIn(service)).cookie
    const change = () => call(service, 'POST', '/api/boards', desk, { board: allQueuesBoard })
    const statuses: number[] = []
    for (let round = 0; round < 121; round += 1) statuses.push((await change()).status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(120)
    expect((await change()).text).toContain('too-many-changes')
    expect((await call(service, 'GET', '/api/boards', desk)).status).toBe(200)
    expect((await requestPairingCode(service)).code).not.toBe('')
  })
})
