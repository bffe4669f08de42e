import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { servedPage, spaRoutes } from './spa.ts'

const script = 'export const answer = 42\n'.repeat(400)
const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

/** Serves pages with one script. Returns their URL. */
async function serve(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'wallboard-pages-'))
  cleanUps.push(() => rm(dir, { recursive: true }))
  await mkdir(join(dir, 'assets'))
  await writeFile(join(dir, 'assets', 'first-abc.js'), script)
  await writeFile(join(dir, 'assets', 'first-abc.js.br'), brotliCompressSync(script))
  await writeFile(join(dir, 'assets', 'first-abc.js.gz'), gzipSync(script))
  await writeFile(join(dir, 'assets', 'short-abc.js'), 'go()')
  await writeFile(join(dir, 'index.html'), '<html><head><title>Wallboard</title></head></html>')
  await writeFile(join(dir, 'icon.svg'), '<svg/>')
  await mkdir(join(dir, '.vite'))
  await writeFile(join(dir, '.vite', 'manifest.json'), '{}')
  const server = createServer(
    express().use(spaRoutes({ spaDir: dir, build: 'this build', basePath: '' })),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

describe(spaRoutes, () => {
  it('ends the connection of a page that looks for another build', async () => {
    const url = await serve()
    const connectionFor = async (build: string) => {
      const reply = await fetch(url, { headers: { 'x-wallboard-build': build } })
      await reply.text()
      return [reply.headers.get('x-wallboard-build'), reply.headers.get('connection')]
    }
    expect(await connectionFor('this build')).toEqual(['this build', 'keep-alive'])
    expect(await connectionFor('the next build')).toEqual(['this build', 'close'])
  })

  it('sends the smallest form that a client accepts, and the same text to all', async () => {
    const url = `${await serve()}/assets/first-abc.js`
    const tags = new Set<string | null>()
    for (const [accepted, sent] of [
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip, br;q=0', 'gzip'],
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const reply = await fetch(url, { headers: { 'accept-encoding': accepted } })
      expect(reply.headers.get('content-encoding'), accepted).toBe(sent)
      expect(reply.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
      expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(reply.headers.get('vary')).toBe('Accept-Encoding')
      expect(await reply.text()).toBe(script)
      const tag = reply.headers.get('etag')
      tags.add(tag)
      const again = await fetch(url, {
        headers: { 'accept-encoding': accepted, 'if-none-match': tag ?? '', 'cache-control': 'max-age=0' },
      })
      expect([again.status, await again.text()]).toEqual([304, ''])
    }
    expect(tags.size).toBe(3)
  })

  it('sends a file without compressed forms as it is', async () => {
    const reply = await fetch(`${await serve()}/assets/short-abc.js`, {
      headers: { 'accept-encoding': 'br' },
    })
    expect([reply.status, reply.headers.get('content-encoding'), await reply.text()]).toEqual([
      200,
      null,
      'go()',
    ])
  })

  it('serves the page at its paths, no page at others, and no file that is not public', async () => {
    const url = await serve()
    const status = async (path: string) => {
      const reply = await fetch(`${url}${path}`)
      await reply.text()
      return reply.status
    }
    expect([await status('/'), await status('/displays'), await status('/icon.svg')]).toEqual([200, 200, 200])
    for (const path of [
      '/nowhere',
      '/index.html',
      '/.vite/manifest.json',
      '/assets',
      '/assets/',
      '/none.svg',
    ])
      expect(await status(path), path).toBe(404)
    for (const path of [
      '/sign-in',
      '/boards/b1',
      '/displays/d1',
      '/overview',
      '/queues/1',
      '/agents/1',
      '/wall',
      '/cluster',
    ])
      expect(await status(path), path).toBe(200)
    const page = await fetch(`${url}/boards`)
    expect([page.status, page.headers.get('x-wallboard-build')]).toEqual([200, 'this build'])
    const missing = await fetch(`${url}/assets/old.js`)
    expect(missing.status).toBe(404)
    await missing.text()
  })
})

describe(servedPage, () => {
  const html =
    '<!doctype html><html><head lang="en"><style>p{}</style></head><script>go()</script><script src="a.js"></script></html>'

  it('resolves addresses against the base path, which scripts can read', () => {
    expect(servedPage(html, '/wallboard').text).toContain(
      '<head lang="en"><base href="/wallboard/"><meta name="base-path" content="/wallboard">',
    )
    expect(servedPage(html, '').text).toContain('<base href="/"><meta name="base-path" content="">')
  })

  it('allows only the inline content of the built page, by its hash', () => {
    const { policy } = servedPage(html, '')
    const hashOf = (text: string) => createHash('sha256').update(text).digest('base64')
    expect(policy).toContain(`script-src 'self' 'sha256-${hashOf('go()')}';`)
    expect(policy).toContain(`style-src 'self' 'sha256-${hashOf('p{}')}';`)
  })
})
