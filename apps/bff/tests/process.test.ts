import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const main = new URL('../src/main.ts', import.meta.url).pathname

describe('the process', () => {
  it('ends with one line that names the variable that is wrong', async () => {
    const started = promisify(execFile)(process.execPath, ['--import', 'tsx', main], {
      env: { ...process.env, PORT: 'eighty' },
    })
    await expect(started).rejects.toMatchObject({
      code: 1,
      stderr: 'wallboard: PORT must be a port number from 0 to 65535\n',
    })
  })
})
