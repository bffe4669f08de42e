import { connect, createServer, type Socket } from 'node:net'

/** A network between a screen and its server that a test can break. */
export interface LinkProxy {
  readonly url: string
  /** Nothing passes any more, and connections stay open. Until `mend`. */
  readonly pauseReading: () => void
  /** Every connection ends, and none comes up until `mend`. */
  readonly cut: () => void
  /** Every connection ends; new ones come up. */
  readonly drop: () => void
  readonly mend: () => void
  readonly close: () => Promise<void>
}

/** Listens on loopback and passes every byte on to `port`, which may be another one by the time of a connection. */
export async function createLinkProxy(port: () => number): Promise<LinkProxy> {
  const ends = new Set<Socket>()
  let isHeld = false
  let isCut = false

  const server = createServer({ pauseOnConnect: true }, (screen) => {
    if (isCut) {
      screen.destroy()
      return
    }
    const upstream = connect({ host: '127.0.0.1', port: port() })
    for (const [from, to] of [
      [screen, upstream],
      [upstream, screen],
    ] as const) {
      ends.add(from)
      from.on('data', (bytes) => {
        if (!isHeld) to.write(bytes)
      })
      from.on('error', () => undefined) // the end that follows is what counts
      from.on('close', () => {
        ends.delete(from)
        if (!isHeld) to.destroy()
      })
    }
    screen.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')

  function drop(): void {
    for (const end of ends) end.destroy()
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    pauseReading: () => (isHeld = true),
    cut() {
      isCut = true
      drop()
    },
    drop,
    mend() {
      isCut = false
      if (isHeld) drop() // bytes are missing in the midst of what these carried
      isHeld = false
    },
    async close() {
      drop()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
