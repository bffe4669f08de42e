/**
 * Keeps the page of a wall display on the screen's own disk, so that it comes back after a power cut also while the
 * server is still away. Only the page: nothing of `/api` ever passes through here, and no figure is kept by it.
 */
declare const self: ServiceWorkerGlobalScope

/** What a page says once it stands: the files that it is made of, all of one build. */
interface Stands {
  readonly type: 'stands'
  readonly build: string
  readonly files: readonly string[]
}

/** This worker lies where the wallboard does, and keeps nothing of another one of the same origin. */
const base = new URL('.', self.location.href).pathname
const shellPath = `${base}display`
const prefix = base === '/' ? 'shell ' : `shell of ${base} `
/** A server that takes longer than this is taken for one that is away. */
const answerWithinMs = 4_000

const isStands = (data: unknown): data is Stands =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'stands'

/** A page's files are kept together or not at all; then those of older builds go. */
async function keep({ build, files }: Stands): Promise<void> {
  const name = `${prefix}${build}`
  const cache = await caches.open(name)
  const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  try {
    await cache.addAll([shellPath, ...files].filter((file) => !known.has(file)))
  } catch {
    if (known.size === 0) await caches.delete(name)
    return // the server went away in the midst; what was kept before still stands
  }
  const others = (await caches.keys()).filter((each) => each.startsWith(prefix) && each !== name)
  await Promise.all(others.map((each) => caches.delete(each)))
}

/** The server's page where it answers, so that a new build is never held back; else the one that is kept. */
async function page(request: Request): Promise<Response> {
  const kept = async () => (await caches.match(shellPath)) ?? Response.error()
  try {
    const late = new AbortController()
    const timer = setTimeout(() => {
      late.abort()
    }, answerWithinMs)
    const answer = await fetch(request, { signal: late.signal }).finally(() => {
      clearTimeout(timer)
    })
    return answer.status < 500 ? answer : await kept()
  } catch {
    return kept()
  }
}

/** Files carry their content's hash in their names: one that is kept is right for ever. */
const file = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request)

self.addEventListener('install', () => {
  void self.skipWaiting()
})
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})
self.addEventListener('message', (event) => {
  if (isStands(event.data)) event.waitUntil(keep(event.data))
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && pathname === shellPath) event.respondWith(page(request))
  else if (pathname.startsWith(`${base}assets/`)) event.respondWith(file(request))
})
