import type { Board } from '@wallboard/boards'

/** What a list shows of a stored board. */
export interface BoardRecordSummary {
  readonly id: string
  readonly name: string
  readonly revision: number
  /** Epoch milliseconds. */
  readonly changedAt: number
  readonly changedBy: string
}

/** A board as the database holds it. */
export interface BoardRecord extends BoardRecordSummary {
  readonly org: string
  /** Undefined when the stored document does not fit today's schema: it is listed, so that somebody can remove it. */
  readonly board: Board | undefined
}

/** Storage of boards. An implementation passes the tests of `board-store.test.ts`. */
export interface BoardStore {
  readonly list: (org: string) => Promise<readonly BoardRecordSummary[]>
  readonly count: (org: string) => Promise<number>
  readonly find: (org: string, id: string) => Promise<BoardRecord | undefined>
  readonly add: (board: BoardRecord) => Promise<void>
  /** Replaces `revision` and no other; false when the stored revision is another. */
  readonly change: (board: BoardRecord, revision: number) => Promise<boolean>
  readonly remove: (org: string, id: string) => Promise<boolean>
}
