import { closeSync, openSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { signIn } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { cannotMount, smallFileSystem, startServer } from './server-process.ts'

const token = 'a-token-of-the-tests'

async function domain() {
  const simulator = await createSimulator({ queues: 3, agents: 5, speed: 10, startsAtPeak: true })
  closing.push(() => simulator.close())
  const environment = {
    FIVE9_LOGIN_URL: simulator.loginUrl,
    DATA_DIR: await temporaryDirectory(),
    METRICS_TOKEN: token,
    LOG_LEVEL: 'debug',
  }
  return { simulator, environment }
}

async function droppedLines(url: string): Promise<number> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  const [, count = '0'] = /^wallboard_log_lines_dropped_total (\d+)$/m.exec(await response.text()) ?? []
  return Number(count)
}

describe('[row 32] the log', { timeout: 60_000 }, () => {
  it('[row 32] that cannot be written neither blocks nor ends the server, and lost lines are counted', async () => {
    const { environment } = await domain()
    const full = openSync('/dev/full', 'w')
    const server = await startServer(environment, full)
    closeSync(full)
    expect((await signIn(server)).status).toBe(200)
    await expect.poll(() => droppedLines(server.url)).toBeGreaterThan(0)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    server.child.kill('SIGTERM')
    expect(await server.ended, server.output()).toBe(0)
  })

  it('[row 32] on a full disk continues when there is space again, and reports how many lines were dropped', async (context) => {
    const small = await smallFileSystem('size=64k')
    if (small === undefined) {
      context.skip(cannotMount)
      return
    }
    const { environment } = await domain()
    const filler = join(small.directory, 'filler')
    const path = join(small.directory, 'log')
    const log = openSync(path, 'a')
    // The file system takes whole pages: the first line of the log gets none.
    await writeFile(filler, Buffer.alloc(64 * 1024)).catch(() => undefined) // full
    const server = await startServer(environment, log)
    closeSync(log)
    await expect.poll(() => droppedLines(server.url)).toBeGreaterThan(0)
    await rm(filler)
    await signIn(server)
    await expect
      .poll(() => readFile(path, 'utf8'))
      .toMatch(/"droppedLines":\d+,"msg":"\d+ log lines were dropped"/)
    server.child.kill('SIGTERM')
    expect(await server.ended, server.output()).toBe(0)
    for (const line of (await readFile(path, 'utf8')).trim().split('\n')) JSON.parse(line)
  })

  it('to a pipe that nobody reads or that is closed does not block the server', async () => {
    const { environment } = await domain()
    const server = await startServer(environment)
    server.child.stdout?.pause()
    expect((await signIn(server)).status).toBe(200)
    server.child.stdout?.destroy()
    for (let attempt = 0; attempt < 3; attempt += 1)
      await signIn(server, { username: 'demo@wallboard.test', password: 'wrong' })
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    server.child.kill('SIGTERM')
    expect(await server.ended, server.output()).toBe(0)
  })
})
