import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNewBuild } from './new-build.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp(answers: () => Promise<boolean>) {
  let reloads = 0
  const newBuild = createNewBuild({
    pageAnswers: answers,
    reload: () => {
      reloads += 1
    },
    random: () => 0.5,
  })
  return { newBuild, reloads: () => reloads }
}

describe(createNewBuild, () => {
  it('takes the first build for its own, and stays', async () => {
    const { newBuild, reloads } = setUp(() => Promise.resolve(true))
    newBuild.noticed('one')
    newBuild.noticed('one')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(0)
  })

  it('reloads once for another build, however often it hears of it', async () => {
    const { newBuild, reloads } = setUp(() => Promise.resolve(true))
    for (const build of ['one', 'two', 'two', 'two']) newBuild.noticed(build)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(reloads()).toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(1)
  })

  it('waits until the new page answers, and stays when the server goes back to the old build', async () => {
    let asked = 0
    const { newBuild, reloads } = setUp(() => {
      asked += 1
      return asked < 3 ? Promise.reject(new Error('no server')) : Promise.resolve(true)
    })
    newBuild.noticed('one')
    newBuild.noticed('two')
    await vi.advanceTimersByTimeAsync(25_000)
    expect([asked, reloads()]).toEqual([2, 0])
    newBuild.noticed('one')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(0)
    newBuild.noticed('two')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(1)
  })
})
