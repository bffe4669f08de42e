/** The tables as they are now; `migrations.ts` leads to them. Instants are epoch milliseconds. */
export interface Tables {
  displays: {
    id: string
    /** Five9's id of the domain: what belongs to one is invisible to every other. */
    org: string
    /** The Five9 user whose feed the screen shows. */
    feed: string
    name: string
    board: string
    /** SHA-256 of the display token; the token itself is only in the screen's cookie. */
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
    /** JSON, checked before it is written and again when it is read. */
    document: string
    revision: number
    changed_at: number
    changed_by: string
  }
  /** One row: how many changes of data were committed. */
  storage_changes: {
    count: number
  }
}
