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
  const reloader = createBuildReloader({
    isBuildServed: answers,
    canReload,
    reload: () => {
      reloads += 1
    },
    random: () => 0.5,
  })
  return { reloader, reloads: () => reloads }
}

describe(createBuildReloader, () => {
  it('takes the first build for its own and does not reload', async () => {
    const { reloader, reloads } = setUp(() => Promise.resolve(true))
    reloader.serverBuildChanged('one')
    reloader.serverBuildChanged('one')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(0)
  })

  it('reloads once for another build, however often the server reports it', async () => {
    const { reloader, reloads } = setUp(() => Promise.resolve(true))
    for (const build of ['one', 'two', 'two', 'two']) reloader.serverBuildChanged(build)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(reloads()).toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(1)
  })

  it('waits until the new build is served, and does not reload when the server returns to the old build', async () => {
    let requests = 0
    const { reloader, reloads } = setUp(() => {
      requests += 1
      return requests < 3 ? Promise.reject(new Error('no server')) : Promise.resolve(true)
    })
    reloader.serverBuildChanged('one')
    reloader.serverBuildChanged('two')
    await vi.advanceTimersByTimeAsync(25_000)
    expect([requests, reloads()]).toEqual([2, 0])
    reloader.serverBuildChanged('one')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(0)
    reloader.serverBuildChanged('two')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(1)
  })

  it('requests the page of the build that was reported last', async () => {
    const { reloader, reloads } = setUp((build) => Promise.resolve(build === 'three'))
    for (const build of ['one', 'two']) reloader.serverBuildChanged(build)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(0)
    reloader.serverBuildChanged('three')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(1)
  })

  it('waits for a quiet moment, but not for ever', async () => {
    let canReload = false
    const { reloader, reloads } = setUp(
      () => Promise.resolve(true),
      () => canReload,
    )
    for (const build of ['one', 'two']) reloader.serverBuildChanged(build)
    await vi.advanceTimersByTimeAsync(9 * 60_000)
    expect(reloads()).toBe(0)
    canReload = true
    await vi.advanceTimersByTimeAsync(15_000)
    expect(reloads()).toBe(1)

    const neverQuiet = setUp(
      () => Promise.resolve(true),
      () => false,
    )
    for (const build of ['one', 'two']) neverQuiet.reloader.serverBuildChanged(build)
    await vi.advanceTimersByTimeAsync(11 * 60_000)
    expect(neverQuiet.reloads()).toBe(1)
  })
})
