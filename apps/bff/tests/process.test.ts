import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from './clean-up.ts'
import { runServer, startServer } from './server-process.ts'

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
    const { code, errorOutput } = await runServer({ DATA_DIR: await temporaryDirectory(), ...variables })
    expect(code).toBe(1)
    expect(errorOutput).toMatch(line)
  })

  it('names a port that another program uses', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { code, errorOutput } = await runServer({
      PORT: String(port),
      DATA_DIR: await temporaryDirectory(),
    })
    expect(code).toBe(1)
    expect(errorOutput).toMatch(new RegExp(`^wallboard: PORT ${port} is in use .*\n$`))
    other.close()
  })

  it('sends its URL to the parent process, and ends on SIGTERM', async () => {
    const server = await startServer({ DATA_DIR: await temporaryDirectory(), LOG_LEVEL: 'silent' })
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
  })

  it('ends when its parent process is gone, which closes the channel to it', async () => {
    const server = await startServer({ DATA_DIR: await temporaryDirectory(), LOG_LEVEL: 'silent' })
    server.child.disconnect()
    expect(await server.ended).toBe(0)
  })
})
