import type { CountedFault, FaultSwitches } from './fault-switches.ts'

/** The fault of a REST request, in place of its reply. */
export type RestFault =
  | 'unauthorized'
  | 'forbidden'
  | 'too-many'
  | 'wrong-state'
  | 'migrated'
  | 'business-error'
  | 'server-fault'
  | 'server-error'
  | 'not-json'
  | 'truncated'
  | 'unanswered'

const kinds: readonly (readonly [CountedFault, RestFault])[] = [
  ['unansweredEvery', 'unanswered'],
  ['tooManyEvery', 'too-many'],
  ['unauthorizedEvery', 'unauthorized'],
  ['forbiddenEvery', 'forbidden'],
  ['migratedEvery', 'migrated'],
  ['wrongStateEvery', 'wrong-state'],
  ['businessErrorEvery', 'business-error'],
  ['serverFaultEvery', 'server-fault'],
  ['serverErrorEvery', 'server-error'],
  ['notJsonEvery', 'not-json'],
  ['truncatedReplyEvery', 'truncated'],
]

/** Counts the request for every fault, so that each keeps its own rhythm. Returns the first fault that applies. */
export function restFaultOf(
  switches: FaultSwitches,
  path: string,
): { readonly waitMs: number; readonly fault: RestFault | undefined } {
  const { restPath, slowMs } = switches.current()
  if (!path.includes(restPath)) return { waitMs: 0, fault: undefined }
  const due = kinds.filter(([name]) => switches.isTurn(name))
  return { waitMs: slowMs, fault: due[0]?.[1] }
}
