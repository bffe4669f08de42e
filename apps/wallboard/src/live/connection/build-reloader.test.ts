import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBuildReloader } from './build-reloader.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp(answers: (build: string) => Promise<boolean>, canReload = () => true) {
  let reloads = 0
  const newBuild = createBuildReloader({
    isBuildServed: answers,
    canReload,
    reload: () => {
      reloads += 1
    },
    random: () => 0.5,
  })
  return { newBuild, reloads: () => reloads }
}

describe(createBuildReloader, () => {
  it('takes the first build for its own, and stays', async () => {
    const { newBuild, reloads } = setUp(() => Promise.resolve(true))
    newBuild.serverBuildChanged('one')
    newBuild.serverBuildChanged('one')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(0)
  })

  it('reloads once for another build, however often it hears of it', async () => {
    const { newBuild, reloads } = setUp(() => Promise.resolve(true))
    for (const build of ['one', 'two', 'two', 'two']) newBuild.serverBuildChanged(build)
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
    newBuild.serverBuildChanged('one')
    newBuild.serverBuildChanged('two')
    await vi.advanceTimersByTimeAsync(25_000)
    expect([asked, reloads()]).toEqual([2, 0])
    newBuild.serverBuildChanged('one')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(0)
    newBuild.serverBuildChanged('two')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(1)
  })

  it('asks for the page of the build that it heard of last', async () => {
    const { newBuild, reloads } = setUp((build) => Promise.resolve(build === 'three'))
    for (const build of ['one', 'two']) newBuild.serverBuildChanged(build)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(0)
    newBuild.serverBuildChanged('three')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(1)
  })

  it('waits for a quiet moment, and not for ever', async () => {
    let canReload = false
    const { newBuild, reloads } = setUp(
      () => Promise.resolve(true),
      () => canReload,
    )
    for (const build of ['one', 'two']) newBuild.serverBuildChanged(build)
    await vi.advanceTimersByTimeAsync(9 * 60_000)
    expect(reloads()).toBe(0)
    canReload = true
    await vi.advanceTimersByTimeAsync(15_000)
    expect(reloads()).toBe(1)

    const loud = setUp(
      () => Promise.resolve(true),
      () => false,
    )
    for (const build of ['one', 'two']) loud.newBuild.serverBuildChanged(build)
    await vi.advanceTimersByTimeAsync(11 * 60_000)
    expect(loud.reloads()).toBe(1)
  })
})
