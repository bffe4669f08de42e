import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { closing } from '../.config/closing.ts'
import { buildOnce } from './built-programs.js'

/** A folder to build, and a build that counts how often it ran. */
function counted() {
  const parent = mkdtempSync(join(tmpdir(), 'built-'))
  closing.push(() => rmSync(parent, { recursive: true, force: true }))
  const folder = join(parent, 'program')
  const runs = []
  const make = async (unfinished) => {
    runs.push(unfinished)
    mkdirSync(unfinished)
    await new Promise(setImmediate)
    writeFileSync(join(unfinished, 'main.js'), '')
  }
  return { folder, runs, make }
}

it('those that ask at once for a folder have it built once, and whole', async () => {
  const { folder, runs, make } = counted()
  const asks = Array.from({ length: 4 }, async () => {
    await buildOnce(folder, make)
    return existsSync(join(folder, 'main.js'))
  })
  expect(await Promise.all(asks)).toEqual([true, true, true, true])
  expect(runs).toHaveLength(1)
})

it('a build that fails rejects where it ran, and runs again for the next that asks', async () => {
  const { folder, runs, make } = counted()
  await expect(buildOnce(folder, () => Promise.reject(new Error('no such entry')))).rejects.toThrow(
    'no such entry',
  )
  await buildOnce(folder, make)
  expect(runs).toHaveLength(1)
})

it('the lock of a process that ended in its build holds nobody up', async () => {
  const { folder, runs, make } = counted()
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(`${folder}.lock`, String(pid))
  await buildOnce(folder, make)
  expect(runs).toHaveLength(1)
})
