import { appendFile, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allQueuesBoard } from '@wallboard/boards'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../src/storage/sqlite.ts'
import { connect, signIn } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { call, pair } from './display-fixture.ts'
import { freezableDisk } from './freezable-disk.ts'
import {
  cannotMount,
  runCommand,
  runServer,
  smallFileSystem,
  startServer,
  type ServerProcess,
} from './server-process.ts'

/** @param history its threads take time to start */
async function environmentOf(dataDir: string, history: 'on' | 'off' = 'off') {
  const simulator = await createSimulator({ queues: 3, agents: 5, speed: 10, startsAtPeak: true })
  closing.push(() => simulator.close())
  return { FIVE9_LOGIN_URL: simulator.loginUrl, DATA_DIR: dataDir, HISTORY: history }
}

const newBoard = (name: string) => ({ board: { ...allQueuesBoard, name } })
const addBoard = (server: ServerProcess, desk: string, name: string) =>
  call(server, 'POST', '/api/boards', desk, newBoard(name))

async function names(server: ServerProcess, desk: string, path: '/api/boards' | '/api/displays') {
  const { text } = await call(server, 'GET', path, desk)
  return [...text.matchAll(/"name":"([^"]+)"/g)].map(([, name]) => name)
}

async function stop(server: ServerProcess): Promise<void> {
  server.child.kill('SIGTERM')
  expect(await server.ended, server.output()).toBe(0)
}

/** Overwrites two bytes of each occurrence of a text. */
async function damage(path: string, text: string): Promise<void> {
  const bytes = await readFile(path)
  const file = await open(path, 'r+')
  let occurrences = 0
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) {
    await file.write(Buffer.from([0xff, 0xfe]), 0, 2, at + 1)
    occurrences += 1
  }
  await file.close()
  expect(occurrences).toBeGreaterThan(0)
}

/** Expects that a client of a signed-in person still receives changes. */
async function expectLiveData(server: ServerProcess, desk: string): Promise<void> {
  const screen = connect(server, desk)
  await expect.poll(() => screen.count('changes'), { timeout: 30_000 }).toBeGreaterThan(2)
}

describe('[row 33] a second server', { timeout: 60_000 }, () => {
  it('[row 33] on one DATA_DIR refuses to start with one line, and the directory is unlocked after a kill', async () => {
    const environment = await environmentOf(await temporaryDirectory(), 'on')
    const first = await startServer(environment)
    const { code, output } = await runServer(environment)
    expect(code).toBe(1)
    expect(output).toMatch(
      /^wallboard: cannot start: DATA_DIR .* is in use by another wallboard process.*\n$/,
    )
    first.child.kill('SIGKILL')
    await first.ended
    await startServer(environment)
  })
})

describe('[row 33] a damaged database', { timeout: 60_000 }, () => {
  async function prepared() {
    const environment = await environmentOf(await temporaryDirectory())
    const server = await startServer(environment)
    const { desk } = await pair(server, 'Lobby wall')
    const beforeBackup = await readFile(join(environment.DATA_DIR, 'wallboard.db'))
    expect((await addBoard(server, desk, 'Morning')).status).toBe(201)
    await runCommand(environment, 'backup')
    return { environment, server, desk, beforeBackup }
  }

  it('[row 33] with text that is not UTF-8 is set aside, the newest backup is used, and live data continues', async () => {
    const { environment, server, desk } = await prepared()
    expect((await addBoard(server, desk, 'Evening')).status).toBe(201)
    await stop(server)
    await damage(join(environment.DATA_DIR, 'wallboard.db'), 'Lobby wall')
    const next = await startServer(environment)
    expect(next.output()).toContain('the database could not be used; the newest good backup is used instead')
    expect(next.output()).toContain('displays.name holds text that is not UTF-8')
    expect(await readdir(environment.DATA_DIR)).toContainEqual(
      expect.stringMatching(/^wallboard\.db\.damaged-/),
    )
    const again = (await signIn(next)).cookie
    expect(await names(next, again, '/api/displays')).toEqual(['Lobby wall'])
    expect(await names(next, again, '/api/boards')).toEqual([allQueuesBoard.name, 'Morning'])
    await expectLiveData(next, again)
  })

  it('without a backup is refused with one line, and does not crash the process', async () => {
    const { environment, server } = await prepared()
    await stop(server)
    await rm(join(environment.DATA_DIR, 'backups'), { recursive: true })
    await damage(join(environment.DATA_DIR, 'wallboard.db'), 'Lobby wall')
    const { code, output } = await runServer(environment)
    expect(code).toBe(1)
    expect(output).toMatch(/^wallboard: cannot start: .*wallboard\.db is damaged .*npm run restore.*\n$/)
  })

  it('whose text is damaged under a running server does not crash it', async () => {
    const { environment, server, desk } = await prepared()
    const other = openSqlite(join(environment.DATA_DIR, 'wallboard.db'))
    other.run(`UPDATE displays SET name = CAST(X'4CFF62' AS TEXT)`)
    other.run(`UPDATE boards SET name = CAST(X'4DFF72' AS TEXT)`)
    other.close()
    expect(await names(server, desk, '/api/displays')).toEqual(['L\u{fffd}b'])
    expect(await names(server, desk, '/api/boards')).toContain('M\u{fffd}r')
    await expectLiveData(server, desk)
  })

  it('[row 31, 33] that lost its write-ahead log in a crash is detected, and the newest backup is used', async () => {
    const { environment, server, desk, beforeBackup } = await prepared()
    server.child.kill('SIGKILL')
    await server.ended
    const database = join(environment.DATA_DIR, 'wallboard.db')
    const size = (await readFile(`${database}-wal`).catch(() => Buffer.alloc(0))).length
    if (size > 32) await damageAt(`${database}-wal`, 40)
    // The server may have moved the log into the file since the backup.
    await writeFile(database, beforeBackup)
    const next = await startServer(environment)
    expect(next.output()).toContain('the newest good backup is used instead')
    const again = (await signIn(next)).cookie
    expect(await names(next, again, '/api/displays')).toEqual(['Lobby wall'])
    expect(await names(next, again, '/api/boards')).toEqual([allQueuesBoard.name, 'Morning'])
    expect(desk).not.toBe(again)
  })
})

async function damageAt(path: string, position: number): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(Buffer.from([0xff, 0x00, 0xff]), 0, 3, position)
  await file.close()
}

describe('[row 31] backup and restore', { timeout: 60_000 }, () => {
  it('[row 31] restore the boards and displays of the backup', async () => {
    const environment = await environmentOf(await temporaryDirectory(), 'on')
    const server = await startServer(environment)
    const { desk, screen } = await pair(server)
    await addBoard(server, desk, 'Morning')
    const path = (await runCommand(environment, 'backup')).trim().replace('backup made: ', '')
    await addBoard(server, desk, 'Evening')
    await expect(runCommand(environment, 'restore', path)).rejects.toThrow(
      /in use by another wallboard process/,
    )
    await stop(server)
    const restored = await runCommand(environment, 'restore', path)
    expect(restored).toMatch(/^restored 1 displays and 1 boards from /)
    expect(restored).toContain('displays that were revoked after this backup was made are paired again')
    const next = await startServer(environment)
    expect(await names(next, (await signIn(next)).cookie, '/api/boards')).toEqual([
      allQueuesBoard.name,
      'Morning',
    ])
    expect((await call(next, 'GET', '/api/display', screen)).status).toBe(200)
  })
})

describe('[row 32] a disk', { timeout: 60_000 }, () => {
  it('[row 32] that is full refuses changes with 507 and the cause; live data continues, and no acknowledged change is lost', async (context) => {
    const small = await smallFileSystem('size=1m')
    if (small === undefined) {
      context.skip(cannotMount)
      return
    }
    // History would take the space that is needed later, the sooner the slower the machine is.
    const environment = await environmentOf(join(small.directory, 'data'), 'off')
    const server = await startServer(environment)
    const { desk } = await pair(server)
    expect((await addBoard(server, desk, 'Before')).status).toBe(201)
    const filler = join(small.directory, 'filler')
    for (const size of [64 * 1024, 1024, 1])
      while (
        await appendFile(filler, Buffer.alloc(size)).then(
          () => true,
          () => false, // full
        )
      );
    const acknowledged = ['Before']
    let refused: Awaited<ReturnType<typeof call>> | undefined
    // A few changes may still fit into the pages of the database.
    for (let attempt = 0; attempt < 50 && refused === undefined; attempt += 1) {
      const name = `Board ${attempt}`
      const answer = await addBoard(server, desk, name)
      if (answer.status === 201) acknowledged.push(name)
      else refused = answer
    }
    expect(refused?.status).toBe(507)
    expect(refused?.text).toMatch(/disk-full.*the disk of the server is full/)
    await expectLiveData(server, desk)
    await rm(filler)
    expect((await addBoard(server, desk, 'After')).status).toBe(201)
    await stop(server)
    const next = await startServer(environment)
    const stored = await names(next, (await signIn(next)).cookie, '/api/boards')
    expect(stored.toSorted()).toEqual([allQueuesBoard.name, ...acknowledged, 'After'].toSorted())
  })

  it('[row 32] that stands still delays changes only: live data continues, and changes are stored when it works again', async (context) => {
    const disk = await freezableDisk()
    if (disk === undefined) {
      context.skip(cannotMount)
      return
    }
    const environment = await environmentOf(join(disk.directory, 'data'))
    const server = await startServer(environment)
    const { desk } = await pair(server)
    expect((await addBoard(server, desk, 'Before')).status).toBe(201)
    await disk.freeze()
    let isAnswered = false
    const adding = addBoard(server, desk, 'Meanwhile').finally(() => (isAnswered = true))
    try {
      await expectLiveData(server, desk)
      expect(await names(server, desk, '/api/boards')).toEqual([allQueuesBoard.name, 'Before'])
      expect(isAnswered).toBe(false)
    } finally {
      await disk.thaw()
    }
    expect((await adding).status).toBe(201)
    await stop(server)
    const next = await startServer(environment)
    const stored = await names(next, (await signIn(next)).cookie, '/api/boards')
    expect(stored).toEqual([allQueuesBoard.name, 'Before', 'Meanwhile'])
  })

  it('[row 32] that is read-only is named at start', async (context) => {
    const small = await smallFileSystem('size=1m')
    if (small === undefined) {
      context.skip(cannotMount)
      return
    }
    const environment = await environmentOf(join(small.directory, 'data'), 'on')
    await stop(await startServer(environment))
    await small.remount('ro')
    const { code, output } = await runServer(environment)
    expect(code).toBe(1)
    expect(output).toMatch(/^wallboard: cannot start: DATA_DIR .* the file system is read-only.*\n$/)
  })
})

describe('[row 33] a database that another program locks', { timeout: 60_000 }, () => {
  it('[row 33] delays a change, refuses it after 5 s with 503, and blocks nothing else', async () => {
    const environment = await environmentOf(await temporaryDirectory())
    const server = await startServer(environment)
    const desk = (await signIn(server)).cookie
    const other = openSqlite(join(environment.DATA_DIR, 'wallboard.db'))
    other.exec('PRAGMA busy_timeout = 5000') // the server may be writing
    other.exec('BEGIN IMMEDIATE')
    const refused = addBoard(server, desk, 'Refused')
    await expectLiveData(server, desk)
    expect(await refused).toMatchObject({
      status: 503,
      text: expect.stringContaining('database-locked') as string,
    })
    const waiting = addBoard(server, desk, 'Waiting')
    await fetch(`${server.url}/healthz`)
    other.exec('ROLLBACK')
    other.close()
    expect((await waiting).status).toBe(201)
  })
})
