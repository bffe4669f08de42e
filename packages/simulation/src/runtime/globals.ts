import { BrowserSocket, Channel, frames, page } from './browser.ts'
import { monotonicNow, wallNow } from './process.ts'
import { runtime, type HttpRequest } from './runtime.ts'
import { timers } from './timers.ts'

/** The real functions, for the program that drives the simulation. */
export const real = { setImmediate, now: performance.now.bind(performance) }

const perform = {
  now: () => monotonicNow(runtime().current(), runtime().now()),
  get timeOrigin() {
    return runtime().current().timeOrigin
  },
}

const storages = new WeakMap<object, Map<string, string>>()
function storage(): Map<string, string> {
  const process = runtime().current()
  const items = storages.get(process) ?? new Map<string, string>()
  storages.set(process, items)
  return items
}

interface FetchInit extends Partial<Omit<HttpRequest, 'url' | 'signal'>> {
  readonly signal?: AbortSignal
}

async function fetchSimulated(url: string, init: FetchInit = {}) {
  const { method = 'GET', headers = {}, body = '', signal } = init
  const reply = await runtime().request(runtime().current(), { url, method, headers, body, signal })
  return {
    status: reply.status,
    ok: reply.status >= 200 && reply.status < 300,
    headers: { get: (name: string) => reply.headers[name] ?? null, getSetCookie: () => [] },
    body: [Buffer.from(reply.text)],
  }
}

const reloads = new WeakMap<object, () => void>()
/** Sets what `location.reload()` does in a page. */
export function onReload(process: object, reload: () => void): void {
  reloads.set(process, reload)
}

/** Replaces time, network and browser of this program by simulated ones, for good. */
export function installGlobals(): void {
  Object.assign(globalThis, {
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    setImmediate: timers.setImmediate,
    clearTimeout: timers.clear,
    clearInterval: timers.clear,
    clearImmediate: timers.clear,
    ...frames,
    MessageChannel: Channel,
    WebSocket: BrowserSocket,
    fetch: fetchSimulated,
    window: globalThis,
  })
  const fixed: Record<string, unknown> = {
    performance: perform,
    document: page,
    location: { protocol: 'http:', host: 'server', pathname: '/', search: '', reload: reloadPage },
    sessionStorage: {
      getItem: (key: string) => storage().get(key) ?? null,
      setItem: (key: string, value: string) => storage().set(key, value),
    },
  }
  for (const [name, value] of Object.entries(fixed))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  Date.now = () => wallNow(runtime().current(), runtime().now())
  Math.random = () => runtime().random.next()
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController()
    timers.setTimeout(() => {
      controller.abort(new Error('the time limit is exceeded'))
    }, ms)
    return controller.signal
  }
}

function reloadPage(): void {
  reloads.get(runtime().current())?.()
}
