import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { spaRoutes } from './spa.ts'

const script = 'export const answer = 42\n'.repeat(400)
const undoing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const undo of undoing.splice(0).reverse()) await undo()
})

/** Pages with one script, served; gives their address. */
async function serve(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'wallboard-pages-'))
  undoing.push(() => rm(dir, { recursive: true }))
  await mkdir(join(dir, 'assets'))
  await writeFile(join(dir, 'assets', 'first-abc.js'), script)
  await writeFile(join(dir, 'index.html'), '<title>Wallboard</title>')
  const server = createServer(
    express().use(spaRoutes({ spaDir: dir, build: 'this build', basePath: '' })),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  undoing.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

describe(spaRoutes, () => {
  it('sends scripts compressed to whoever takes them so, and the same bytes to whoever does not', async () => {
    const url = `${await serve()}/assets/first-abc.js`
    for (const [accepted, sent] of [
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const reply = await fetch(url, { headers: { 'accept-encoding': accepted } })
      expect(reply.headers.get('content-encoding')).toBe(sent)
      expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(reply.headers.get('vary')).toContain('Accept-Encoding')
      expect(await reply.text()).toBe(script)
    }
  })

  it('gives the page for an address that it does not know, and no page for a script that is not there', async () => {
    const url = await serve()
    const page = await fetch(`${url}/boards`)
    expect([page.status, page.headers.get('x-wallboard-build')]).toEqual([200, 'this build'])
    const missing = await fetch(`${url}/assets/old.js`)
    expect(missing.status).toBe(404)
    await missing.text()
  })
})
