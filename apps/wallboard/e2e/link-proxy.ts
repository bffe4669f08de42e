import { connect, createServer, type Socket } from 'node:net'

/** A network between a page and its server that a test can break. */
export interface LinkProxy {
  readonly url: string
  /** Forwards nothing until `mend`; connections stay open. */
  readonly hold: () => void
  /** Closes all connections and refuses new ones until `mend`. */
  readonly cut: () => void
  /** Closes all connections and accepts new ones. */
  readonly drop: () => void
  readonly mend: () => void
  readonly close: () => Promise<void>
}

/** Listens on loopback and forwards all bytes to `port()`, which is called for each connection. */
export async function createLinkProxy(port: () => number): Promise<LinkProxy> {
  const ends = new Set<Socket>()
  let isHeld = false
  let isCut = false

  const server = createServer({ pauseOnConnect: true }, (page) => {
    if (isCut) {
      page.destroy()
      return
    }
    const upstream = connect({ host: '127.0.0.1', port: port() })
    for (const [from, to] of [
      [page, upstream],
      [upstream, page],
    ] as const) {
      ends.add(from)
      from.on('data', (bytes) => {
        if (!isHeld) to.write(bytes)
      })
      from.on('error', () => undefined) // the `close` event follows
      from.on('close', () => {
        ends.delete(from)
        if (!isHeld) to.destroy()
      })
    }
    page.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')

  function drop(): void {
    for (const end of ends) end.destroy()
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    hold: () => (isHeld = true),
    cut() {
      isCut = true
      drop()
    },
    drop,
    mend() {
      isCut = false
      if (isHeld) drop() // bytes of these connections are lost
      isHeld = false
    },
    async close() {
      drop()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
