import type { DisplaySettings } from '@wallboard/relay/rest/displays'

/** A paired wall screen as the database holds it. */
export interface Display {
  readonly id: string
  readonly org: string
  /** The Five9 user whose feed it shows. */
  readonly feed: string
  readonly name: string
  readonly boardId: string
  /** Epoch milliseconds. */
  readonly pairedAt: number
  readonly pairedBy: string
  readonly settings: DisplaySettings
  /** The columns that could not be read and were replaced by defaults. */
  readonly unreadable?: readonly string[]
}

/** Storage of displays. An implementation passes the tests of `display-store.test.ts`. */
export interface DisplayStore {
  readonly list: (org: string) => Promise<readonly Display[]>
  readonly find: (org: string, id: string) => Promise<Display | undefined>
  /** The displays with these ids that exist. Reads in slices. */
  readonly findAll: (ids: readonly string[]) => Promise<readonly Display[]>
  /** The id of this display, or of every display, by the hash of its token. */
  readonly tokenHashes: (id?: string) => Promise<ReadonlyMap<string, string>>
  /** One indexed read, for all tokens that are requested in the same turn of the event loop. */
  readonly findByToken: (tokenHash: string) => Promise<Display | undefined>
  /** True when a display of the domain shows the board, or will show it by its schedule. */
  readonly usesBoard: (org: string, boardId: string) => Promise<boolean>
  readonly add: (display: Display, tokenHash: string) => Promise<void>
  /**
   * Stores name, board and settings as they are after the change, and returns the display; undefined when the domain has no
   * such display. Of changes at once, from any node, each is made to the result of the one before.
   */
  readonly change: (
    org: string,
    id: string,
    change: (display: Display) => Display,
  ) => Promise<Display | undefined>
  readonly remove: (org: string, id: string) => Promise<boolean>
}
