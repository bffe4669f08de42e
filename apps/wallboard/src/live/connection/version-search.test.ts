import { relayVersion, type ServerMessage } from '@wallboard/relay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createVersionSearcher } from './version-search.ts'

type Version = 'old' | 'new'
const start = Date.UTC(2026, 10, 27)

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const hello = (version: number, build: string): Extract<ServerMessage, { type: 'hello' }> => ({
  ...{ type: 'hello', version, build, serverTime: 0, wallOffsetMs: 0 },
})

/**
 * A page behind a balancer. The page begins with the version that serves it, and connects once a second until its server
 * has its version; each request and each connection reaches the server that `next` names.
 * @returns the versions of the pages that were loaded, and the seconds that passed
 */
async function open(next: (what: 'page' | 'socket') => Version, seconds = 60) {
  const stored = new Map<string, string>()
  const loaded: Version[] = []
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
  let page = load()
  vi.stubGlobal('location', {
    reload: () => {
      page = load()
    },
  })
  function load() {
    const version = next('page')
    loaded.push(version)
    return { version, search: createVersionSearcher((build) => Promise.resolve(next('page') === build)) }
  }
  for (let second = 0; second <= seconds; second += 1) {
    const server = next('socket')
    // The code of all pages here has one version: that of the server is moved instead.
    const difference = (server === 'new' ? 1 : 0) - (page.version === 'new' ? 1 : 0)
    if (page.search.greeted(hello(relayVersion + difference, server))) return { loaded, second }
    page.search.differed()
    await vi.advanceTimersByTimeAsync(1_000)
  }
  return { loaded, second: undefined }
}

const alternately = (first: Version) => {
  let isFirst = false
  const other = first === 'old' ? 'new' : 'old'
  return () => {
    isFirst = !isFirst
    return isFirst ? first : other
  }
}

describe('[R1] a page of one version that meets servers of another', () => {
  it.each(['old', 'new'] as const)(
    'finds a server of its own behind a balancer that alternates, from a page of the %s version, and does not reload',
    async (first) => {
      expect(await open(alternately(first))).toEqual({ loaded: [first], second: 1 })
    },
  )

  it('loads the new page once when only new servers are left', async () => {
    let requests = 0
    const result = await open((what) => {
      requests += 1
      return what === 'page' && requests === 1 ? 'old' : 'new'
    })
    expect(result).toEqual({ loaded: ['old', 'new'], second: 2 })
  })

  it('loads the old page once after an upgrade was taken back', async () => {
    let requests = 0
    const result = await open((what) => {
      requests += 1
      return what === 'page' && requests === 1 ? 'new' : 'old'
    })
    expect(result).toEqual({ loaded: ['new', 'old'], second: 3 })
  })

  it('does not load the page again while its own version is served', async () => {
    expect(await open((what) => (what === 'page' ? 'old' : 'new'))).toEqual({
      ...{ loaded: ['old'], second: undefined },
    })
  })

  it('loads pages ever more rarely when the balancer answers each look with one version and each load with the other', async () => {
    let requests = 0
    const { loaded } = await open((what) => {
      if (what === 'socket') return 'new'
      requests += 1
      return requests % 2 === 1 ? 'old' : 'new'
    }, 300)
    expect(loaded).toHaveLength(7)
  })
})
