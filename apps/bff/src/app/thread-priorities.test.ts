import { readdirSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'
import { afterEach, expect, it } from 'vitest'
import { yieldingPriority } from '../history/thread-priority.ts'
import { equalizeThreads, preferMainThread } from './thread-priorities.ts'

afterEach(equalizeThreads)

const prioritiesOfOthers = () =>
  readdirSync('/proc/self/task').flatMap((id) => (Number(id) === process.pid ? [] : getPriority(Number(id))))

it('the other threads yield to the main thread while the server runs, and have its priority when it stops', (context) => {
  if (process.platform !== 'linux') {
    context.skip('only Linux has priorities of threads')
    return
  }
  const own = getPriority(process.pid)
  preferMainThread()
  expect(new Set(prioritiesOfOthers())).toEqual(new Set([yieldingPriority(own)]))
  expect(getPriority(process.pid)).toBe(own)
  try {
    for (const id of readdirSync('/proc/self/task').slice(1, 2)) setPriority(Number(id), own)
  } catch {
    context.skip('this user may not raise priorities: the test needs root')
    return
  }
  equalizeThreads()
  expect(new Set(prioritiesOfOthers())).toEqual(new Set([own]))
})
