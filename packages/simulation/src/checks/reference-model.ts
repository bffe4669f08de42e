import { canonicalRows, type Fields } from '../five9/rows.ts'

/** The rows that result from the frames of a socket: an independent fold of events 5000 and 5012. */
export interface ReferenceModel {
  /** Folds the text of one frame; ignores everything but statistics events. */
  readonly fold: (text: string) => 'full' | 'increment' | 'nothing'
  readonly canonical: (source: string) => string
}

interface Block {
  readonly dataSource: string
  readonly data?: readonly Fields[]
  readonly added?: readonly Fields[]
  readonly updated?: readonly Fields[]
  readonly removed?: readonly string[]
}

interface Frame {
  readonly context?: { readonly eventId?: string | number }
  readonly payLoad?: readonly Block[]
}

function read(text: string): Frame {
  try {
    return (JSON.parse(text) as Frame | null) ?? {} // Five9's format, or text without an event
  } catch {
    return {} // truncated, or not JSON
  }
}

export function createReferenceModel(): ReferenceModel {
  const tables = new Map<string, Map<string, Fields>>()
  const isRow = (row: unknown): row is Fields => typeof row === 'object' && row !== null && 'id' in row

  function fold(text: string): 'full' | 'increment' | 'nothing' {
    const { context, payLoad: blocks = [] } = read(text)
    const eventId = String(context?.eventId)
    if (eventId === '5000') {
      for (const { dataSource, data } of blocks)
        if (data !== undefined) tables.set(dataSource, new Map(data.map((row) => [row.id, row])))
      return 'full'
    }
    if (eventId !== '5012') return 'nothing'
    for (const { dataSource, added = [], updated = [], removed = [] } of blocks) {
      const table = tables.get(dataSource) ?? new Map<string, Fields>()
      tables.set(dataSource, table)
      for (const id of removed) table.delete(id)
      for (const row of [...added, ...updated].filter(isRow))
        table.set(row.id, { ...table.get(row.id), ...row })
    }
    return 'increment'
  }

  return {
    fold,
    canonical: (source) => canonicalRows(source, tables.get(source)?.values() ?? []),
  }
}
