import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { endLeftProcesses, runVariable } from './left-processes.js'

it.skipIf(process.platform !== 'linux')('finds and ends the processes of one run, and no other', async () => {
  const start = (run) =>
    spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)'], {
      env: { ...process.env, [runVariable]: run },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  const own = start(`own-${process.pid}`)
  const other = start(`other-${process.pid}`)
  const ended = once(own, 'exit')
  await Promise.all([once(own.stdout, 'data'), once(other.stdout, 'data')])

  expect(await endLeftProcesses(`own-${process.pid}`, 0)).toEqual([
    { pid: own.pid, command: expect.stringContaining('setInterval') },
  ])
  expect(await ended).toEqual([null, 'SIGKILL'])
  expect(await endLeftProcesses(`own-${process.pid}`, 0)).toEqual([])
  expect(other.exitCode ?? other.signalCode).toBe(null)
  other.kill('SIGKILL')
  await once(other, 'exit')
})
