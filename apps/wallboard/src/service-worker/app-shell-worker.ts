/**
 * Stores the page of a display in the browser, so that it starts after a power cut even while the server is down. Only the
 * page: requests to `/api` never pass through this worker, and it stores no figures.
 */
declare const self: ServiceWorkerGlobalScope

/** Sent by a page that has loaded: its files, all of one build. */
interface PageLoaded {
  readonly type: 'page-loaded'
  readonly build: string
  readonly files: readonly string[]
}

/** The wallboard's base path: another wallboard at the same origin has its own caches. */
const base = new URL('.', self.location.href).pathname
const shellPath = `${base}display`
const prefix = base === '/' ? 'shell ' : `shell of ${base} `
/** A server that takes longer counts as unreachable. */
const maxAnswerMs = 4_000

const isPageLoaded = (data: unknown): data is PageLoaded =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'page-loaded'

/** Stores all files of a page or none, then deletes those of other builds. */
async function storePage({ build, files }: PageLoaded): Promise<void> {
  const name = `${prefix}${build}`
  const cache = await caches.open(name)
  const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  try {
    await cache.addAll([shellPath, ...files].filter((file) => !known.has(file)))
  } catch {
    if (known.size === 0) await caches.delete(name)
    return // the server became unreachable: what was stored before stays
  }
  const others = (await caches.keys()).filter((each) => each.startsWith(prefix) && each !== name)
  await Promise.all(others.map((each) => caches.delete(each)))
}

/** The server's page when it answers, so that a new build is never held back; otherwise the stored one. */
async function page(request: Request): Promise<Response> {
  const stored = async () => (await caches.match(shellPath)) ?? Response.error()
  try {
    const late = new AbortController()
    const timer = setTimeout(() => {
      late.abort()
    }, maxAnswerMs)
    const answer = await fetch(request, { signal: late.signal }).finally(() => {
      clearTimeout(timer)
    })
    return answer.status < 500 ? answer : await stored()
  } catch {
    return stored()
  }
}

/** File names contain the hash of the content: a stored file never changes. */
const file = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request)

self.addEventListener('install', () => {
  void self.skipWaiting()
})
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})
self.addEventListener('message', (event) => {
  if (isPageLoaded(event.data)) event.waitUntil(storePage(event.data))
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && pathname === shellPath) event.respondWith(page(request))
  else if (pathname.startsWith(`${base}assets/`)) event.respondWith(file(request))
})
