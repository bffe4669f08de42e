import { AsyncLocalStorage } from 'node:async_hooks'
import WebSocket from 'ws'

/** What a page has of its own in a browser: the code of the page reads it from globals. */
export interface PageEnvironment {
  readonly cookie: string
  readonly origin: string
  readonly stored: Map<string, string>
  readonly reload: () => void
}

const pages = new AsyncLocalStorage<PageEnvironment>()

/** Runs code as that of a page: its timers and sockets belong to the page too. */
export const runAsPage = <T>(page: PageEnvironment, code: () => T): T => pages.run(page, code)

function currentPage(): PageEnvironment {
  const page = pages.getStore()
  if (page === undefined) throw new Error('the code of a page runs outside all pages')
  return page
}

/** A browser's WebSocket: with the cookie and the origin of its page, and without exceptions. */
class PageSocket extends WebSocket {
  constructor(url: string) {
    const { cookie, origin } = currentPage()
    super(url, { headers: { cookie, origin }, perMessageDeflate: false })
    this.on('error', () => undefined) // a browser reports the loss of a connection by its close
  }
}

const frameMs = 16

const globals = {
  WebSocket: PageSocket,
  window: globalThis,
  document: {
    get baseURI() {
      return `${currentPage().origin}/`
    },
    hidden: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  },
  location: {
    pathname: '/',
    reload: () => {
      currentPage().reload()
    },
  },
  sessionStorage: {
    getItem: (key: string) => currentPage().stored.get(key) ?? null,
    setItem: (key: string, value: string) => {
      currentPage().stored.set(key, value)
    },
  },
  requestAnimationFrame: (callback: () => void) => setTimeout(callback, frameMs),
  cancelAnimationFrame: (frame: NodeJS.Timeout) => {
    clearTimeout(frame)
  },
}

/** Gives this process what the data layer of a page needs of a browser. Returns a function that takes it away again. */
export function installBrowserGlobals(): () => void {
  const before = new Map(
    Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const),
  )
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  return () => {
    for (const [name, descriptor] of before)
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name)
      else Object.defineProperty(globalThis, name, descriptor)
  }
}
