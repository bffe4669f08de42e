import { AlertSilence } from '@wallboard/relay/rest/alerts'
import type { Db } from '../storage/database.ts'

/** Storage of silences. */
export interface SilenceStore {
  /** Those of a domain that end after an instant. A damaged row is left out. */
  readonly list: (org: string, at: number) => Promise<readonly AlertSilence[]>
  readonly add: (org: string, silence: AlertSilence) => Promise<void>
  /** False when there is no such silence. */
  readonly remove: (org: string, id: string) => Promise<boolean>
  readonly forget: (endedBefore: number) => Promise<void>
}

function parse(text: string): AlertSilence[] {
  try {
    const parsed = AlertSilence.safeParse(JSON.parse(text))
    return parsed.success ? [parsed.data] : []
  } catch {
    return []
  }
}

export function createSilenceStore(db: Db): SilenceStore {
  return {
    async list(org, at) {
      const query = db.selectFrom('alert_silences').select('document').where('org', '=', org)
      const rows = await query.where('ends_at', '>', at).orderBy('ends_at').orderBy('id').execute()
      return rows.flatMap(({ document }) => parse(document))
    },
    async add(org, silence) {
      const row = { id: silence.id, org, document: JSON.stringify(silence), ends_at: silence.to }
      await db.insertInto('alert_silences').values(row).execute()
    },
    async remove(org, id) {
      const query = db.deleteFrom('alert_silences').where('org', '=', org).where('id', '=', id)
      return (await query.executeTakeFirst()).numDeletedRows > 0n
    },
    async forget(endedBefore) {
      await db.deleteFrom('alert_silences').where('ends_at', '<', endedBefore).execute()
    },
  }
}
