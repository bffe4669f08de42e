import { readdirSync, readFileSync } from 'node:fs'
import { createSimulator } from '@wallboard/simulator'
import { expect, it } from 'vitest'
import { yieldingPriority } from '../src/history/thread-priority.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { startServer } from './server-process.ts'

/** The priority value of each thread of a process, by thread id: 0 is normal, 19 the lowest priority (proc(5), field 19). */
function threadPriorities(pid: number): ReadonlyMap<number, number> {
  return new Map(
    readdirSync(`/proc/${pid}/task`).map((id) => {
      const stat = readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8')
      // The second field is a name in parentheses and may contain spaces.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return [Number(id), Number(fields[16])]
    }),
  )
}

it('the thread that serves screens has precedence over those of the engine', async (context) => {
  if (process.platform !== 'linux') {
    context.skip('only Linux has priorities of threads')
    return
  }
  const simulator = await createSimulator({ queues: 3, agents: 5, startsAtPeak: true })
  closing.push(() => simulator.close())
  const server = await startServer({
    FIVE9_LOGIN_URL: simulator.loginUrl,
    DATA_DIR: await temporaryDirectory(),
    HISTORY: 'off',
  })
  const pid = server.child.pid ?? Number.NaN
  const main = threadPriorities(pid).get(pid) ?? Number.NaN
  const lowest = () =>
    [...threadPriorities(pid).values()].filter((value) => value === yieldingPriority(main)).length
  expect(main).toBeLessThan(19)
  expect(lowest()).toBeGreaterThanOrEqual(4)
})
