import { once } from 'node:events'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { handleErrors } from './app-error.ts'
import { createJsonReader } from './json-body.ts'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** A server that answers with what it has read. */
async function startEcho(limit: string) {
  const app = express()
  const read = createJsonReader(limit)
  app.post('/', async (request, response) => {
    await read(request, response)
    response.json({ body: (request.body as unknown) ?? null })
  })
  app.use(handleErrors({ log: () => {}, denialFor: () => undefined }))
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return async (body: string | Uint8Array<ArrayBuffer> | undefined, headers: Record<string, string> = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    })
    return { status: response.status, text: await response.text() }
  }
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe(createJsonReader, () => {
  it('reads JSON, and nothing where there is no body', async () => {
    const send = await startEcho('1kb')
    expect(await send('{"name":"Zoë"}')).toEqual({ status: 200, text: '{"body":{"name":"Zoë"}}' })
    expect(await send(undefined)).toEqual({ status: 200, text: '{"body":null}' })
  })

  it.each(['{', 'undefined', '[1,]', '{"a":}'])('refuses %s, which is no JSON', async (text) => {
    const send = await startEcho('1kb')
    expect((await send(text)).status).toBe(400)
  })

  it('refuses a body above the limit, and a compressed one however small it is', async () => {
    const send = await startEcho('1kb')
    expect((await send(`"${'x'.repeat(1_100)}"`)).status).toBe(413)
    expect((await send(Uint8Array.from(gzipSync('{}')), { 'content-encoding': 'gzip' })).status).toBe(415)
  })

  it('refuses a text that is nested deeper than a hundred levels, and counts no brackets in strings', async () => {
    const send = await startEcho('10kb')
    expect((await send(nested(100))).status).toBe(200)
    expect((await send(nested(101))).status).toBe(400)
    const text = JSON.stringify([`"\\${'['.repeat(200)}`])
    expect(await send(text)).toEqual({ status: 200, text: `{"body":${text}}` })
  })
})
