import WebSocket, { WebSocketServer } from 'ws'
import { z } from 'zod'

/** Reference: the obvious implementation. Parse, fold into maps, stringify for each client. */

const Rows = z.array(z.looseObject({ id: z.string() }))
const Frame = z.object({
  payLoad: z.array(z.object({ dataSource: z.string(), updated: Rows })),
})
const state = new Map<string, Map<string, Record<string, unknown>>>()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })

const upstream = new WebSocket(process.argv[2] ?? '')
upstream.on('message', (data) => {
  if (!Buffer.isBuffer(data)) return
  const raw: unknown = JSON.parse(data.toString())
  const { payLoad } = Frame.parse(raw)
  for (const { dataSource, updated } of payLoad) {
    const rows = state.get(dataSource) ?? new Map<string, Record<string, unknown>>()
    state.set(dataSource, rows)
    for (const row of updated) rows.set(row.id, { ...rows.get(row.id), ...row })
  }
  for (const client of server.clients) client.send(JSON.stringify(raw))
})
upstream.once('open', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
})
process.on('disconnect', () => process.exit(0))
