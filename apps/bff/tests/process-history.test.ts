import { existsSync, readFileSync } from 'node:fs'
import { readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { unpackSegment } from '@wallboard/history'
import { HistoryState } from '@wallboard/relay/rest/history'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openSqlite } from '../src/storage/sqlite.ts'
import { connect, signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { cannotMount, smallFileSystem, startServer, type ServerProcess } from './server-process.ts'

const token = 'a-token-for-metrics'

async function simulated(dataDir: string) {
  const simulator = await createSimulator({ queues: 3, agents: 20, speed: 10, startsAtPeak: true })
  closing.push(() => simulator.close())
  const environment = {
    FIVE9_LOGIN_URL: simulator.loginUrl,
    FIVE9_USERNAME: user.username,
    FIVE9_PASSWORD: user.password,
    METRICS_TOKEN: token,
    DATA_DIR: dataDir,
    HISTORY_FLUSH_SECONDS: '1',
  }
  return { simulator, environment }
}

const Status = z.object({
  history: z.object({ state: z.string(), failure: z.string().nullable(), writtenAt: z.number().nullable() }),
})

async function historyStatus(server: ServerProcess) {
  const response = await fetch(`${server.url}/healthz`, { headers: { authorization: `Bearer ${token}` } })
  return Status.parse(await response.json()).history
}

async function expectLiveFigures(server: ServerProcess): Promise<void> {
  const screen = connect(server, (await signIn(server)).cookie)
  await expect.poll(() => screen.count('changes'), { timeout: 30_000 }).toBeGreaterThan(2)
}

async function stop(server: ServerProcess): Promise<void> {
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
}

/** The text of everything that a day file holds: all segments, and all names. */
function textsOfDay(path: string): readonly string[] {
  const day = openSqlite(path)
  const bodies = day.allBinary('SELECT codec, crc, body FROM segment').flatMap(({ codec, crc, body }) => {
    if (!(body instanceof Uint8Array)) return []
    const unpacked = unpackSegment({ codec: Number(codec), crc: Number(crc), body })
    if (unpacked.type === 'fault') throw new Error(unpacked.fault)
    return JSON.stringify(unpacked.changes)
  })
  const names = day
    .allBinary('SELECT body FROM names')
    .flatMap(({ body }) => (body instanceof Uint8Array ? brotliDecompressSync(body).toString() : []))
  day.close()
  return [...bodies, ...names]
}

/** The telephone number of a simulated customer. */
const customerNumber = /\+1 \d{3} 555 01\d\d/

describe('history of the shipped program', { timeout: 120_000 }, () => {
  it('[H3] records and reads back, and no file holds anything of a customer', async () => {
    const { simulator, environment } = await simulated(await temporaryDirectory())
    const customers = new Set<string>()
    simulator.onTruth(({ sources }) => {
      for (const row of Object.values(sources).flat())
        for (const value of Object.values(row))
          if (typeof value === 'string' && customerNumber.test(value)) customers.add(value)
    })
    const server = await startServer(environment)
    await expect.poll(() => customers.size, { timeout: 60_000 }).toBeGreaterThan(5)
    await expect.poll(() => historyStatus(server), { timeout: 60_000 }).toMatchObject({ state: 'on' })
    await expect.poll(async () => (await historyStatus(server)).writtenAt, { timeout: 60_000 }).not.toBeNull()
    const directory = join(environment.DATA_DIR, 'history')
    async function textsOfDays() {
      const days = (await readdir(directory)).filter((name) => /^\d.*\.db$/.test(name))
      return days.flatMap((name) => textsOfDay(join(directory, name)))
    }
    const [agent] = simulator.truth().agents
    // Names are read, and written, some time after the first statistics.
    await expect
      .poll(async () => (await textsOfDays()).some((text) => text.includes(agent?.name ?? '?')), {
        timeout: 60_000,
      })
      .toBe(true)
    const at = (await historyStatus(server)).writtenAt ?? 0
    await stop(server)

    const texts = await textsOfDays()
    expect(texts.some((text) => text.includes('AGENT') || text.includes('userId'))).toBe(true)
    const files = await readdir(environment.DATA_DIR, { recursive: true, withFileTypes: true })
    const paths = files.filter((each) => each.isFile()).map((file) => join(file.parentPath, file.name))
    // The driver closes a file late, and moves its write-ahead log into it then: the log is read before the file.
    for (const path of paths.sort().reverse()) if (existsSync(path)) texts.push(readFileSync(path, 'latin1'))
    const found = [...customers].flatMap((customer) => {
      const [number = customer] = customerNumber.exec(customer) ?? []
      return texts.some((text) => text.includes(number) || text.includes(customer)) ? [customer] : []
    })
    expect(found).toEqual([])
    expect(texts.some((text) => customerNumber.test(text))).toBe(false)

    const next = await startServer(environment)
    const { cookie } = await signIn(next)
    const query = new URLSearchParams({ at: new Date(at).toISOString(), board: 'all-queues' })
    const response = await fetch(`${next.url}/api/history/state?${query.toString()}`, { headers: { cookie } })
    expect(response.status).toBe(200)
    const state = HistoryState.parse(await response.json())
    expect(state.payLoad.flatMap(({ data }) => data).length).toBeGreaterThan(0)
  })

  it('[H5] is off where its files cannot be opened; figures go on, and the reason is in the log and in health', async () => {
    const { environment } = await simulated(await temporaryDirectory())
    await writeFile(join(environment.DATA_DIR, 'history'), 'a file where a directory belongs')
    const server = await startServer(environment)
    await expectLiveFigures(server)
    await expect.poll(() => historyStatus(server)).toMatchObject({ state: 'off', writtenAt: null })
    expect((await historyStatus(server)).failure).toMatch(/history/)
    expect(server.output()).toContain('history is off')
    const metrics = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    expect(await metrics.text()).toContain('\nwallboard_history_written_age_seconds +Inf\n')
    await stop(server)
  })

  it('[H5] begins anew beside what is damaged, and says so', async () => {
    const { environment } = await simulated(await temporaryDirectory())
    await stop(await startServer(environment))
    const directory = join(environment.DATA_DIR, 'history')
    await writeFile(join(directory, 'history.db'), 'x'.repeat(8_192))
    const server = await startServer(environment)
    await expect.poll(() => historyStatus(server), { timeout: 30_000 }).toMatchObject({ state: 'on' })
    expect(server.output()).toContain('its files were set aside')
    expect(await readdir(directory)).toContainEqual(expect.stringMatching(/^damaged-/))
    await expectLiveFigures(server)
    await stop(server)
  })

  it('[H5] cannot be written on a full disk: figures go on, and it is written again when there is space', async (context) => {
    const small = await smallFileSystem('size=2m')
    if (small === undefined) {
      context.skip(cannotMount)
      return
    }
    const { environment } = await simulated(await temporaryDirectory())
    await symlink(small.directory, join(environment.DATA_DIR, 'history'))
    const server = await startServer(environment)
    await expect.poll(() => historyStatus(server), { timeout: 30_000 }).toMatchObject({ state: 'on' })
    await expect.poll(async () => (await historyStatus(server)).writtenAt, { timeout: 30_000 }).not.toBeNull()
    const fillDisk = () =>
      writeFile(join(small.directory, 'filler'), Buffer.alloc(4_000_000)).catch(() => 'full')
    expect(await fillDisk()).toBe('full')
    await expect
      .poll(async () => (await historyStatus(server)).failure, { timeout: 60_000 })
      .toMatch(/full|FULL|IOERR/)
    expect(server.output()).toContain('history cannot be written')
    await expectLiveFigures(server)
    await writeFile(join(small.directory, 'filler'), '')
    await expect.poll(async () => (await historyStatus(server)).failure, { timeout: 60_000 }).toBeNull()
    await stop(server)
  })
})
