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

/** Most upgrades are over before any command arrives: only then is there something to record. */
class UnderWay implements PendingUpgrade {
  private readonly all: Set<UnderWay>
  private ended: Set<string> | undefined = undefined
  private assignments: Map<string, DisplayAssignment> | undefined = undefined

  constructor(all: Set<UnderWay>) {
    this.all = all
    all.add(this)
  }

  keyEnded(key: string): void {
    this.ended = (this.ended ?? new Set()).add(key)
  }

  keyAssigned(key: string, assignment: DisplayAssignment): void {
    this.assignments = (this.assignments ?? new Map<string, DisplayAssignment>()).set(key, assignment)
  }

  isEnded(key: string): boolean {
    return this.ended?.has(key) === true
  }

  assignmentOf(key: string): DisplayAssignment | undefined {
    return this.assignments?.get(key)
  }

  done(): void {
    this.all.delete(this)
  }
}

export function createPendingUpgrades(): PendingUpgrades {
  const all = new Set<UnderWay>()
  return {
    begin: () => new UnderWay(all),
    ended(key) {
      for (const each of all) each.keyEnded(key)
    },
    assigned(key, assignment) {
      for (const each of all) each.keyAssigned(key, assignment)
    },
  }
}
