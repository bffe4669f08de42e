import type { DisplayAssignment } from './authentication.ts'

/** What happened to keys while one upgrade was under way. */
export interface PendingUpgrade {
  /** True when the connections of the key were closed: a session has ended, or a display was revoked. */
  readonly isEnded: (key: string) => boolean
  /** The latest assignment of the key; undefined when it has not changed. */
  readonly assignmentOf: (key: string) => DisplayAssignment | undefined
  /** The upgrade is over. */
  readonly done: () => void
}

/**
 * Records commands for the upgrades that are under way: an upgrade learns its key only when it is authenticated, and a
 * command that arrived before must still apply to it.
 */
export interface PendingUpgrades {
  readonly begin: () => PendingUpgrade
  readonly ended: (key: string) => void
  readonly assigned: (key: string, assignment: DisplayAssignment) => void
}

export function createPendingUpgrades(): PendingUpgrades {
  const records = new Set<{
    readonly ended: Set<string>
    readonly assignments: Map<string, DisplayAssignment>
  }>()

  return {
    begin() {
      const record = { ended: new Set<string>(), assignments: new Map<string, DisplayAssignment>() }
      records.add(record)
      return {
        isEnded: (key) => record.ended.has(key),
        assignmentOf: (key) => record.assignments.get(key),
        done: () => {
          records.delete(record)
        },
      }
    },
    ended(key) {
      for (const { ended } of records) ended.add(key)
    },
    assigned(key, assignment) {
      for (const { assignments } of records) assignments.set(key, assignment)
    },
  }
}
