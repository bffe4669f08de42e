import { AsyncLocalStorage } from 'node:async_hooks'
import { relayVersion } from '@wallboard/relay'
import WebSocket from 'ws'

/** What a page has of its own in a browser: the code of the page reads it from globals. */
export interface PageEnvironment {
  readonly cookie: string
  readonly origin: string
  /** What it stores for the session of its tab. */
  readonly stored: Map<string, string>
  /** The version of the relay protocol that the page speaks: that of the server which served it. */
  readonly version: number
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

/** The code of all pages is of one version: on the wire it is replaced by that of the page. */
const asOnWire = (url: string, version: number) =>
  url.replace(`%22version%22%3A${relayVersion}`, `%22version%22%3A${version}`)

/** The version of a server, as the code of the page has to see it: its own for that of the page. */
const asSeenByPage = (text: string, version: number) =>
  text.replace(/"version":(\d+)/, (_match, server) => `"version":${relayVersion + Number(server) - version}`)

/** A browser's WebSocket: with the cookie, the origin and the version of its page, and without exceptions. */
class PageSocket extends WebSocket {
  readonly #page: PageEnvironment

  constructor(url: string) {
    const page = currentPage()
    const { cookie, origin } = page
    super(asOnWire(url, page.version), { headers: { cookie, origin }, perMessageDeflate: false })
    this.#page = page
    this.on('error', () => undefined) // a browser reports the loss of a connection by its close
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const [data, ...others] = args
    if (event !== 'message' || !Buffer.isBuffer(data) || !data.toString('latin1', 0, 16).includes('"hello"'))
      return super.emit(event, ...args)
    return super.emit(event, Buffer.from(asSeenByPage(data.toString(), this.#page.version)), ...others)
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
    // Absolute: a request of the page goes to its server.
    get pathname() {
      return `${currentPage().origin}/display`
    },
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
