import type { Board } from '@wallboard/boards'
import type { AlertSilence } from '@wallboard/relay/rest/alerts'
import { evaluatedRuleOf, rulesOfBoard, sourceRule, type EvaluatedRule } from './evaluated-rule.ts'
import type { RuleStore } from './rule-record.ts'

/** A board of a domain. */
export interface DomainBoard {
  readonly id: string
  readonly revision: number
  readonly board: Board
}

export interface DomainRulesDeps {
  readonly ruleStore: Pick<RuleStore, 'list'>
  readonly boardsOf: (org: string) => Promise<readonly DomainBoard[]>
  /** Changes when a board of the domain was created, changed or removed. */
  readonly boardRevisionsOf: (org: string) => Promise<string>
  readonly silencesOf: (org: string) => Promise<readonly AlertSilence[]>
  readonly timeZone: string
}

/** What the feeds of each domain are evaluated by. The rules of a domain are the same for all of its feeds. */
export interface DomainRules {
  /** Reads rules and thresholds of boards. */
  readonly readRules: (org: string) => Promise<readonly EvaluatedRule[]>
  /** Whether rules or boards were changed after `readRules`, such as by another node. */
  readonly isOutdated: (org: string) => Promise<boolean>
  readonly readSilences: (org: string) => Promise<void>
  /** As `readSilences` found them. */
  readonly silencesOf: (org: string) => readonly AlertSilence[]
}

export function createDomainRules(deps: DomainRulesDeps): DomainRules {
  const silences = new Map<string, readonly AlertSilence[]>()
  /** What the rules of each domain were made of. */
  const revisions = new Map<string, string>()

  async function revisionOf(org: string): Promise<string> {
    const [records, boards] = await Promise.all([deps.ruleStore.list(org), deps.boardRevisionsOf(org)])
    return JSON.stringify([records.map(({ id, revision }) => [id, revision]), boards])
  }

  return {
    async readRules(org) {
      // Before the rules: a change during the read is found by the next comparison.
      revisions.set(org, await revisionOf(org))
      const [records, boards] = await Promise.all([deps.ruleStore.list(org), deps.boardsOf(org)])
      return [
        sourceRule,
        ...records.flatMap((record) => evaluatedRuleOf(record, deps.timeZone) ?? []),
        ...boards.flatMap(({ id, revision, board }) => rulesOfBoard(id, revision, board)),
      ]
    },
    isOutdated: async (org) => (await revisionOf(org)) !== revisions.get(org),
    async readSilences(org) {
      silences.set(org, await deps.silencesOf(org))
    },
    silencesOf: (org) => silences.get(org) ?? [],
  }
}
