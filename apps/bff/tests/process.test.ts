import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const main = new URL('../src/main.ts', import.meta.url).pathname
const args = ['--import', 'tsx', main]

const run = (variables: Record<string, string>) =>
  promisify(execFile)(process.execPath, args, { env: { ...process.env, ...variables }, timeout: 15_000 })

async function temporary<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-'))
  try {
    return await use(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

describe('the process', () => {
  it.each([
    [{ PORT: 'eighty' }, /^wallboard: PORT must be a port number from 0 to 65535\n$/],
    [
      { HOST: '999.1.1.1', PORT: '0' },
      /^wallboard: HOST 999\.1\.1\.1 is not an address of this machine.*\n$/,
    ],
    [
      { DATA_DIR: '/proc/wallboard', PORT: '0' },
      /^wallboard: cannot start: DATA_DIR \/proc\/wallboard .*\n$/,
    ],
  ])('ends with one line that names the invalid variable of %j', async (variables, line) => {
    await temporary(async (directory) => {
      await expect(run({ DATA_DIR: directory, ...variables })).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(line) as string,
      })
    })
  })

  it('names a port that another program uses', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    await temporary(async (directory) => {
      await expect(run({ PORT: String(port), DATA_DIR: directory })).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(new RegExp(`^wallboard: PORT ${port} is in use .*\n$`)) as string,
      })
    })
    other.close()
  })

  it('sends its URL to the parent process, and ends on SIGTERM', async () => {
    await temporary(async (directory) => {
      const child = spawn(process.execPath, args, {
        env: { ...process.env, PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'silent' },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      const [message] = (await once(child, 'message')) as [unknown]
      const { url } = z.object({ url: z.string() }).parse(message)
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
    })
  })
})
