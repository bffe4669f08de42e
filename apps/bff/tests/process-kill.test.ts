import { once } from 'node:events'
import { allQueuesBoard } from '@wallboard/boards'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtProgram } from '../../../.scripts/built-programs.js'
import { openDatabase } from '../src/storage/database.ts'
import { createBoardStore } from '../src/boards/board-store.ts'
import { connect, signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { linesOf, startProcess } from './child-process.ts'
import { call } from './display-fixture.ts'
import { startServer, type ServerProcess } from './server-process.ts'

/** `KILLS=2000 npm run faults` has no time limit; otherwise a slow machine makes fewer kills. */
const isLong = process.env.KILLS !== undefined
const writerKills = Number(process.env.KILLS ?? 180)
const serverKills = 20
const writersForMs = 25_000
const serversForMs = 20_000

/** Repeats a kill up to a number and a time, and prints how many there were. */
async function repeatedly(
  what: string,
  maxKills: number,
  forMs: number,
  kill: (at: number) => Promise<void>,
) {
  const startedAt = performance.now()
  let kills = 0
  while (kills < maxKills && (isLong || performance.now() - startedAt < forMs)) {
    await kill(kills)
    kills += 1
  }
  process.stdout.write(`row 30: ${kills} kills of ${what}\n`)
}

/** Records which boards must exist, and which may exist: their last change was requested and not acknowledged. */
function createLedger() {
  const present = new Set<string>()
  const undecided = new Set<string>()
  return {
    record(line: string) {
      const [, isRequest, sign, id = ''] = /^(\?)?([+-])(.+)$/.exec(line) ?? []
      if (isRequest !== undefined) {
        present.delete(id)
        undecided.add(id)
        return
      }
      undecided.delete(id)
      if (sign === '+') present.add(id)
    },
    /** Fails unless these ids follow from the acknowledged changes. Afterwards exactly these ids must exist. */
    check(ids: readonly string[]) {
      expect([...present].filter((id) => !ids.includes(id))).toEqual([])
      expect(ids.filter((id) => !present.has(id) && !undecided.has(id))).toEqual([])
      undecided.clear()
      for (const id of ids) present.add(id)
    },
  }
}

/** Runs the writer until it has acknowledged some changes, and kills it during the next one. */
async function killWriter(
  dataDir: string,
  prefix: string,
  acknowledged: number,
  ledger: ReturnType<typeof createLedger>,
) {
  const program = await builtProgram('tests/storage-writer.ts')
  const { child, ended } = startProcess([program, dataDir, prefix], { stdio: ['ignore', 'pipe', 'inherit'] })
  const written: string[] = []
  let acknowledgements = 0
  const lines = linesOf(child)
  lines.on('line', (line) => {
    written.push(line)
    if (/^[+-]/.test(line) && (acknowledgements += 1) === acknowledged) child.kill('SIGKILL')
  })
  await Promise.all([ended, once(lines, 'close')])
  const [found = '', ...changes] = written
  ledger.check(z.array(z.string()).parse(JSON.parse(found)))
  for (const line of changes) ledger.record(line)
  expect(child.signalCode).toBe('SIGKILL')
}

describe('[row 30] SIGKILL', { timeout: 600_000 }, () => {
  it('[row 30] keeps every acknowledged change and no partial one, 180 times during changes', async () => {
    const dataDir = await temporaryDirectory()
    const ledger = createLedger()
    await repeatedly('a writer during changes', writerKills, writersForMs, (kill) =>
      killWriter(dataDir, `k${kill}`, 1 + (kill % 7), ledger),
    )
    const db = await openDatabase(dataDir)
    ledger.check((await createBoardStore(db).list('1')).map(({ id }) => id))
    await db.destroy()
  })

  it('[row 30] of the whole server keeps every acknowledged board, 20 times during requests', async () => {
    const simulator = await createSimulator({ queues: 3, agents: 5, speed: 10, startsAtPeak: true })
    closing.push(() => simulator.close())
    const environment = {
      FIVE9_LOGIN_URL: simulator.loginUrl,
      DATA_DIR: await temporaryDirectory(),
      LOG_LEVEL: 'error',
      HISTORY: 'off', // its threads take time to start
    }
    const acknowledged = new Set<string>()
    const requested = new Set<string>()
    await repeatedly('the server during requests', serverKills, serversForMs, async (kill) => {
      const server = await startServer(environment)
      const desk = (await signIn(server)).cookie
      const stored = await boardNames(server, desk)
      expect([...acknowledged].filter((name) => !stored.has(name))).toEqual([])
      expect([...stored].filter((name) => !requested.has(name) && name !== allQueuesBoard.name)).toEqual([])
      const requests = Array.from({ length: 6 }, async (_, at) => {
        const name = `Board ${kill}.${at}`
        requested.add(name)
        const board = { ...allQueuesBoard, name }
        const { status } = await call(server, 'POST', '/api/boards', desk, { board })
        if (status !== 201) return
        acknowledged.add(name)
        if (at === kill % 6) server.child.kill('SIGKILL')
      })
      await Promise.allSettled(requests)
      server.child.kill('SIGKILL')
      await server.ended
    })
    expect(acknowledged.size).toBeGreaterThan(0)
  })
})

async function boardNames(server: ServerProcess, desk: string): Promise<ReadonlySet<string>> {
  const { text } = await call(server, 'GET', '/api/boards', desk)
  return new Set(
    z
      .array(z.object({ name: z.string() }))
      .parse(JSON.parse(text))
      .map(({ name }) => name),
  )
}

describe('[rows 21, 49] SIGSTOP', { timeout: 90_000 }, () => {
  const readiness = async (server: ServerProcess) => (await fetch(`${server.url}/readyz`)).status

  it('[row 21] of Five9 is reported to clients, and so is its end, without another sign-in', async () => {
    const { child: simulator } = startProcess(
      [
        'packages/simulator/bin/simulator.js',
        ...['--port', '0', '--username', user.username, '--password', user.password],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const [line] = (await once(linesOf(simulator), 'line')) as [string]
    const server = await startServer({
      FIVE9_LOGIN_URL: line.split(' ').at(-1) ?? '',
      DATA_DIR: await temporaryDirectory(),
    })
    const desk = (await signIn(server)).cookie
    const screen = connect(server, desk)
    await expect.poll(() => readiness(server), { timeout: 20_000 }).toBe(200)
    simulator.kill('SIGSTOP')
    await expect.poll(() => readiness(server), { timeout: 30_000 }).toBe(503)
    simulator.kill('SIGCONT')
    await expect.poll(() => readiness(server), { timeout: 30_000 }).toBe(200)
    const before = screen.count('changes')
    await expect.poll(() => screen.count('changes'), { timeout: 20_000 }).toBeGreaterThan(before)
  })

  it('[row 49] of the server for 6 s ends no client connection and no Five9 session', async () => {
    const simulator = await createSimulator({ queues: 3, agents: 5, speed: 10, startsAtPeak: true })
    closing.push(() => simulator.close())
    const server = await startServer({
      FIVE9_LOGIN_URL: simulator.loginUrl,
      DATA_DIR: await temporaryDirectory(),
    })
    const desk = (await signIn(server)).cookie
    const screen = connect(server, desk)
    await expect.poll(() => screen.count('changes'), { timeout: 20_000 }).toBeGreaterThan(2)
    const sockets = simulator.socketCount()
    server.child.kill('SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    const before = screen.count('changes')
    server.child.kill('SIGCONT')
    await expect.poll(() => screen.count('changes'), { timeout: 20_000 }).toBeGreaterThan(before + 2)
    expect(screen.count('snapshot')).toBe(1)
    expect(screen.link()).toBe('up')
    expect(simulator.socketCount()).toBe(sockets)
  })
})
