import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { closing } from '../../../../.config/closing.ts'
import { startProgram } from './child-program.ts'

const Clocks = z.object({
  now: z.number(),
  date: z.number(),
  monotonic: z.number(),
  isDate: z.boolean(),
  year: z.number(),
})

it('moves the wall clock of a program, and its monotonic clock at the start only', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wallboard-'))
  closing.push(() => {
    rmSync(folder, { recursive: true })
  })
  const file = join(folder, 'offset')
  const hour = 3_600_000
  writeFileSync(file, String(hour))
  const report = `() => process.send({ now: Date.now(), date: new Date().getTime(), isDate: new Date() instanceof Date,
    monotonic: performance.timeOrigin + performance.now(), year: new Date(0).getUTCFullYear() })`
  const messages: z.infer<typeof Clocks>[] = []
  const { program, ready } = await startProgram(
    [
      '--import',
      fileURLToPath(new URL('stepped-clock.js', import.meta.url)),
      '-e',
      `setInterval(${report}, 20)`,
    ],
    { CLOCK_OFFSET_FILE: file },
    Clocks,
    (message) => messages.push(Clocks.parse(message)),
  )
  closing.push(program.kill)
  const near = (value: number, expected: number) => Math.abs(value - expected) < 60_000
  expect([ready.isDate, ready.year]).toEqual([true, 1970])
  for (const clock of [ready.now, ready.date, ready.monotonic])
    expect(near(clock, Date.now() + hour)).toBe(true)
  writeFileSync(file, String(-hour))
  await expect.poll(() => near(messages.at(-1)?.now ?? 0, Date.now() - hour)).toBe(true)
  expect(near(messages.at(-1)?.monotonic ?? 0, Date.now() + hour)).toBe(true)
})
