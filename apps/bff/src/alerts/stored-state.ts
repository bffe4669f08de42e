import type { RuleState } from '@wallboard/alerts'
import { AlertEntity } from '@wallboard/relay/rest/alerts'
import { z } from 'zod'
import type { Evaluated, EvaluatedKey, StoredState } from './evaluated-entries.ts'

const StoredStateDocument = z.object({
  version: z.literal(1),
  revision: z.int(),
  entity: AlertEntity,
  tile: z.string().nullable(),
  state: z.custom<RuleState>((value) => typeof value === 'object' && value !== null && 'limits' in value),
})

/** A state as text for the database. */
export const stateText = ({ rule, entity, tile, state }: Evaluated): string =>
  JSON.stringify({ version: 1, revision: rule.revision, entity, tile: tile ?? null, state })

/** Reads a stored state. */
export function parseState({
  rule,
  subject,
  state,
}: EvaluatedKey & { readonly state: string }): StoredState[] {
  try {
    const parsed = StoredStateDocument.safeParse(JSON.parse(state))
    if (!parsed.success) return []
    const { revision, entity, tile, state: kept } = parsed.data
    return [{ rule, subject, revision, entity, tile: tile ?? undefined, state: kept }]
  } catch {
    return [] // a damaged row: it is evaluated anew
  }
}
