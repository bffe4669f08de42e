/** The present tables, after all of `migrations.ts`. Instants are epoch milliseconds. */
export interface Tables {
  displays: {
    id: string
    /** Five9's id of the domain. Nothing of a domain is visible to another one. */
    org: string
    /** The Five9 user whose feed the display shows. */
    feed: string
    name: string
    board: string
    /** SHA-256 of the display token; the token itself is only in the display's cookie. */
    token_hash: string
    paired_at: number
    paired_by: string
    /** JSON: night hours, schedule, time zone. */
    settings: string
  }
  boards: {
    id: string
    org: string
    name: string
    /** JSON, parsed by its schema before it is written and when it is read. */
    document: string
    revision: number
    changed_at: number
    changed_by: string
  }
  saved_views: {
    id: string
    org: string
    /** The Five9 user who saved it. */
    owner: string
    name: string
    /** 1: everybody in the domain sees it. */
    is_shared: number
    /** JSON with a version, parsed by its schema when it is read. */
    document: string
    saved_at: number
  }
  favourites: {
    org: string
    owner: string
    /** JSON: ids of queues. */
    queues: string
  }
  /** One row: the number of committed changes of data. */
  storage_changes: {
    count: number
  }
}
