import { noDirectory, type Directory, type Link } from '@wallboard/relay'
import type { Row } from '@wallboard/statistics'
import type { Stream, StreamNotice } from '../../upstream/stream.ts'

export const upLink: Link = {
  state: 'up',
  since: 0,
  reason: null,
  confirmedAt: null,
  unconfirmed: [],
  unreadLists: [],
  domainOffsetMs: 0,
}

/** An error that a hub logs in a test fails the test. */
export const rethrow = (error: unknown): never => {
  throw error
}

/** Two clocks that a test moves: `pass` moves both, `stepWall` sets the wall clock. */
export function createTestClocks() {
  let monotonicMs = 1_000_000
  let wallOffsetMs = 0
  return {
    clocks: { monotonic: () => monotonicMs, wall: () => monotonicMs + wallOffsetMs },
    pass: (ms: number) => {
      monotonicMs += ms
    },
    stepWall: (ms: number) => {
      wallOffsetMs += ms
    },
  }
}

/** A stream without rows whose notices the test sends; `parts` replaces the members that the test needs. */
export function createQuietStream(parts: Partial<Stream> = {}) {
  const listeners = new Set<(notice: StreamNotice) => void>()
  const stream: Stream = {
    epoch: 'e',
    seq: () => 1,
    asOf: () => 0,
    link: () => upLink,
    queues: () => [],
    directory: () => noDirectory,
    full: () => [],
    on: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...parts,
  }
  const tell = (notice: StreamNotice) => {
    for (const listener of listeners) listener(notice)
  }
  return { stream, tell }
}

/** A stream whose rows, link and names the test changes. */
export function createTestStream(asOf: () => number = () => 0) {
  let seq = 1
  let link = upLink
  let directory: Directory = noDirectory
  const sources = new Map<string, Map<string, Row>>()
  const rowsOf = (dataSource: string) => {
    const rows = sources.get(dataSource) ?? new Map<string, Row>()
    sources.set(dataSource, rows)
    return rows
  }
  const { stream, tell } = createQuietStream({
    seq: () => seq,
    asOf,
    link: () => link,
    directory: () => directory,
    full: (dataSources) =>
      dataSources.map((dataSource) => ({ dataSource, data: [...rowsOf(dataSource).values()] })),
  })
  return {
    stream,
    tell,
    /** Changes one row of ACD_STATUS. */
    change: (row: Omit<Row, 'asOf'> & { readonly id: string }, dataSource = 'ACD_STATUS') => {
      seq += 1
      const updated: Row = { ...row, asOf: asOf() }
      rowsOf(dataSource).set(updated.id, { ...rowsOf(dataSource).get(updated.id), ...updated })
      tell({
        type: 'changes',
        seq,
        asOf: asOf(),
        changes: [{ dataSource, added: [], updated: [updated], removed: [] }],
      })
    },
    /** Removes a row without a notice. */
    forgetRow: (id: string, dataSource = 'ACD_STATUS') => {
      rowsOf(dataSource).delete(id)
    },
    setLink: (changed: Partial<Link>, isTold = true) => {
      link = { ...link, ...changed }
      if (isTold) tell({ type: 'link', link })
    },
    rename: (id: string, name: string) => {
      seq += 1
      directory = { ...noDirectory, agents: [{ id, name, queueIds: [] }] }
      tell({ type: 'directory' })
    },
  }
}
