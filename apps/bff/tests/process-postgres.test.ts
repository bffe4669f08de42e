import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { allQueuesBoard } from '@wallboard/boards'
import { createSimulator } from '@wallboard/simulator'
import { afterAll, describe, expect, it, type TestContext } from 'vitest'
import { connect, signIn } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { call, connectDisplay, pair } from './display-fixture.ts'
import { openDatabase } from '../src/storage/database.ts'
import { runCommand, runServer, startServer, type ServerProcess } from './server-process.ts'
import { openNode, usePostgres } from './storage-engines.ts'
import { addBoard as saveBoard, boardIds } from './storage-fixture.ts'

const postgres = usePostgres(afterAll)

async function environmentOf(context: TestContext) {
  const databaseUrl = await postgres.newDatabase(context)
  const simulator = await createSimulator({ queues: 3, agents: 5, speed: 10, startsAtPeak: true })
  closing.push(() => simulator.close())
  return {
    ...{ FIVE9_LOGIN_URL: simulator.loginUrl, DATA_DIR: await temporaryDirectory() },
    ...{ DATABASE_URL: databaseUrl, HISTORY: 'off' },
  }
}

const addBoard = async (server: ServerProcess, desk: string, name: string) => {
  const { status, text } = await call(server, 'POST', '/api/boards', desk, {
    board: { ...allQueuesBoard, name },
  })
  return { status, text }
}
const boards = async (server: ServerProcess, desk: string) =>
  (await call(server, 'GET', '/api/boards', desk)).text

/** The server as a service that this process does not close. */

describe('a server on PostgreSQL', { timeout: 120_000 }, () => {
  it('has its boards and displays after a restart, and no SQLite database', async (context) => {
    const environment = await environmentOf(context)
    const first = await startServer(environment)
    const { desk, screen, id } = await pair(first, 'Lobby wall')
    expect((await addBoard(first, desk, 'Morning')).status).toBe(201)
    const board = { ...allQueuesBoard, name: 'Evening' }
    const listed = await boards(first, desk)
    const boardId = /"id":"([^"]+)","name":"Morning"/.exec(listed)?.[1] ?? ''
    const edit = { revision: 1, board }
    expect((await call(first, 'PUT', `/api/boards/${boardId}`, desk, edit)).status).toBe(200)
    expect((await call(first, 'PUT', `/api/boards/${boardId}`, desk, edit)).status).toBe(409)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(first.output()).toContain('stored in PostgreSQL')
    expect(await readdir(environment.DATA_DIR)).not.toContain('wallboard.db')

    const second = await startServer(environment)
    const again = (await signIn(second)).cookie
    expect(await boards(second, again)).toContain('"name":"Evening"')
    expect((await call(second, 'GET', '/api/displays', again)).text).toContain(`"id":"${id}"`)
    const wall = connectDisplay(second, screen)
    await expect.poll(() => wall.last('snapshot'), { timeout: 30_000 }).toBeDefined()
  })

  it('goes on with live figures while the database is down, refuses changes, and takes them again afterwards', async (context) => {
    const environment = await environmentOf(context)
    const server = await postgres.server(context)
    const bff = await startServer(environment)
    const desk = (await signIn(bff)).cookie
    expect((await addBoard(bff, desk, 'Before')).status).toBe(201)
    const screen = connect(bff, desk)
    const expectLive = async () => {
      const count = screen.count('changes')
      await expect.poll(() => screen.count('changes'), { timeout: 30_000 }).toBeGreaterThan(count + 2)
    }
    await expectLive()
    await server.kill()
    expect(await addBoard(bff, desk, 'During')).toEqual({
      status: 503,
      text: expect.stringMatching(/"code":"database-unreachable".*cannot reach its database/) as string,
    })
    await expectLive()
    await server.restart()
    await expect.poll(async () => (await addBoard(bff, desk, 'After')).status, { timeout: 30_000 }).toBe(201)
    await expectLive()
    expect(screen.link()).toBe('up')
    expect(await boards(bff, desk)).toContain('"name":"Before"')
    expect(await boards(bff, desk)).not.toContain('"name":"During"')
    expect(bff.output()).toContain('the database is reachable again')
  })

  it('refuses to start without the database, and backups of SQLite, with one line', async (context) => {
    const environment = await environmentOf(context)
    const missing = { ...environment, DATABASE_URL: `${environment.DATABASE_URL}_missing` }
    await expect(runCommand(missing, 'backup')).rejects.toThrow(/DATABASE_URL is set.*pg_dump/)
    await expect(runCommand(missing, 'restore', 'x.db')).rejects.toThrow(/DATABASE_URL is set.*pg_restore/)
    const { code, errorOutput } = await runServer({ ...missing, LOG_LEVEL: 'silent' })
    expect(code).toBe(1)
    expect(errorOutput).toMatch(
      /^wallboard: cannot start: DATABASE_URL: PostgreSQL at .*_missing cannot be used \(.*does not exist.*\n$/,
    )
  })

  it('takes the data of DATA_DIR by npm run move-to-postgres, which can be repeated, and refuses other data', async (context) => {
    const databaseUrl = await postgres.newDatabase(context)
    const dataDir = await temporaryDirectory()
    const source = await openDatabase(dataDir)
    await saveBoard(source, 'a')
    await source.destroy()
    const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl }
    const cwd = fileURLToPath(new URL('../../..', import.meta.url))
    const move = () => promisify(execFile)('npm', ['run', '--silent', 'move-to-postgres'], { env, cwd })
    expect((await move()).stdout).toMatch(/boards +1 rows .* copied/)
    const target = await openNode(databaseUrl)
    expect(await boardIds(target)).toEqual(['a'])
    expect((await move()).stdout).toContain('nothing was changed')
    await saveBoard(target, 'b')
    // The message of the error contains what the command wrote to standard error.
    await expect(move()).rejects.toThrow(/\nwallboard: .*other data in boards \(2 rows there, 1 here\).*\n$/)
    expect(await boardIds(target)).toEqual(['a', 'b'])
  })
})
