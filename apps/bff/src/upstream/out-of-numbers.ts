import type { Five9Event } from '@wallboard/five9/events'
import type { Directory } from '@wallboard/relay'
import type { StreamNotice } from './stream.ts'

/** The fields in which a payload may name its campaign: Five9 does not document the payload of this event. */
const idFields = ['campaignId', 'id'] as const

function idIn(payLoad: unknown): string | undefined {
  const [first] = Array.isArray(payLoad) ? (payLoad as readonly unknown[]) : [payLoad]
  if (typeof first === 'string' || typeof first === 'number') return String(first)
  if (typeof first !== 'object' || first === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(first))
  return idFields.flatMap((field) => idIn(fields.get(field)) ?? [])[0]
}

/**
 * The notice of event 5009: a campaign has no more numbers to dial. Only an id of the directory is relayed, with the
 * directory's name: whatever else the payload holds may be a customer's data.
 */
export function outOfNumbersNotice(
  { payLoad }: Five9Event,
  campaigns: Directory['campaigns'],
  at: number,
): Extract<StreamNotice, { type: 'event' }> {
  const id = idIn(payLoad)
  const found = campaigns.find((known) => known.id === id)
  const campaign = found === undefined ? null : { id: found.id, name: found.name }
  return { type: 'event', code: 'campaign-out-of-numbers', campaign, at }
}
