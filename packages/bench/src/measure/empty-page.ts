import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { z } from 'zod'

/** React with one figure, as a page without anything else has it. */
const entry = `
  import { createElement } from 'react'
  import { createRoot } from 'react-dom/client'
  const figure = createElement('span', { 'data-field': 'callsInQueue' }, '7')
  createRoot(document.getElementById('root')).render(createElement('main', { 'data-queue': '1' }, figure))
`
const page =
  '<!doctype html><title>React</title><div id="root"></div><script type="module" src="/page.js"></script>'
const Built = z.array(z.object({ output: z.tuple([z.object({ code: z.string() })], z.unknown()) }))

/** Serves, compressed, the least that a page with React can be: the reference of a display's first figure. */
export async function startEmptyPage(): Promise<{
  readonly url: string
  readonly stop: () => Promise<void>
}> {
  const built: unknown = await build({
    root: fileURLToPath(new URL('../../../../apps/wallboard', import.meta.url)),
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'empty-page',
        resolveId: (id) => (id.endsWith('empty-page-entry') ? '\0empty-page' : undefined),
        load: (id) => (id === '\0empty-page' ? entry : undefined),
      },
    ],
    build: { write: false, target: 'chrome79', lib: { entry: 'empty-page-entry', formats: ['es'] } },
  })
  const [first] = Built.parse(built)
  const script = gzipSync(first?.output[0].code ?? '')
  const server = createServer((request, response) => {
    if (request.url === '/page.js')
      response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' }).end(script)
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
