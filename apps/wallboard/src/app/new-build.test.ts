import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNewBuild } from './new-build.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp(answers: (build: string) => Promise<boolean>, isQuiet = () => true) {
  let reloads = 0
  const newBuild = createNewBuild({
    pageAnswers: answers,
    isQuiet,
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

  it('asks for the page of the build that it heard of last', async () => {
    const { newBuild, reloads } = setUp((build) => Promise.resolve(build === 'three'))
    for (const build of ['one', 'two']) newBuild.noticed(build)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(0)
    newBuild.noticed('three')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(1)
  })

  it('waits for a quiet moment, and not for ever', async () => {
    let isQuiet = false
    const { newBuild, reloads } = setUp(
      () => Promise.resolve(true),
      () => isQuiet,
    )
    for (const build of ['one', 'two']) newBuild.noticed(build)
    await vi.advanceTimersByTimeAsync(9 * 60_000)
    expect(reloads()).toBe(0)
    isQuiet = true
    await vi.advanceTimersByTimeAsync(15_000)
    expect(reloads()).toBe(1)

    const loud = setUp(
      () => Promise.resolve(true),
      () => false,
    )
    for (const build of ['one', 'two']) loud.newBuild.noticed(build)
    await vi.advanceTimersByTimeAsync(11 * 60_000)
    expect(loud.reloads()).toBe(1)
  })
})
