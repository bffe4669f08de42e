import type { Clocks } from '@wallboard/relay'
import type { AlertSilence } from '@wallboard/relay/rest/alerts'
import type { AlertRecordStore, JournalEntry } from './alert-record.ts'
import type { EvaluatedFeed } from './feed-data.ts'
import { startEvaluatedScope, type EvaluatedScope } from './evaluated-feed.ts'
import { rulesOfBoard, evaluatedRuleOf, sourceRule, type EvaluatedRule } from './evaluated-rule.ts'
import type { MeasuredDisplay, Measurement } from './measure.ts'
import type { RuleStore } from './rule-record.ts'
import { suppressionOf } from './suppression.ts'
import type { Board } from '@wallboard/boards'

/** A board of a domain. */
export interface DomainBoard {
  readonly id: string
  readonly revision: number
  readonly board: Board
}

/** The feed of a user, as far as evaluation needs it. */
export interface RunningFeed {
  readonly feed: EvaluatedFeed
  /** Undefined until Five9 has told the domain. */
  readonly owner: () => { readonly org: string; readonly isServiceAccount: boolean } | undefined
}

/** A evaluated feed with its scope. */
export interface Scope {
  readonly feed: EvaluatedFeed
  readonly evaluated: EvaluatedScope
}

/**
 * Which feeds are evaluated: the house feed for its domain, and in a domain without one the feed of each person. The rules
 * of a domain are the same for all of its feeds.
 */
export interface Scopes {
  readonly started: (username: string, feed: RunningFeed) => void
  /** The feed has ended: so have its alerts. */
  readonly stopped: (username: string) => void
  /** The evaluated feed whose alerts a person sees; undefined while none is evaluated. */
  readonly of: (username: string) => Scope | undefined
  readonly feedOf: (username: string) => EvaluatedFeed | undefined
  readonly all: () => Iterable<Scope>
  /** A rule or board of a domain was created, changed or removed. Resolves when the feeds evaluate by it. */
  readonly rulesChanged: (org: string) => Promise<void>
  readonly silencesChanged: (org: string) => Promise<void>
  readonly close: () => void
}

const reconcileMs = 500

/** The user whose feed evaluates for a user's domain: the service account's own, or the person's. */
function evaluatingUser(
  username: string,
  service: string | undefined,
  running: ReadonlyMap<string, RunningFeed>,
): string | undefined {
  const own = running.get(username)
  if (own === undefined || service === undefined || service === username) return own && username
  const house = running.get(service)
  const houseOrg = house?.owner()?.org
  if (house === undefined || (houseOrg !== undefined && houseOrg !== own.owner()?.org)) return username
  // Its domain is not known yet: a person's feed begins only if it cannot sign in.
  if (houseOrg === undefined) return house.feed.link().state === 'connecting' ? undefined : username
  return service
}

/** What choosing and evaluating feeds needs. */
interface ScopesDeps {
  readonly clocks: Clocks
  readonly offsetMs: number
  readonly timeZone: string
  readonly ruleStore: Pick<RuleStore, 'list'>
  readonly alertStore: AlertRecordStore
  readonly boardsOf: (org: string) => Promise<readonly DomainBoard[]>
  readonly silencesOf: (org: string) => Promise<readonly AlertSilence[]>
  readonly displaysOf: (org: string) => readonly MeasuredDisplay[]
  readonly bandEdgeOf: (org: string, scope: string) => Measurement['bandEdge']
  readonly silentFromOf: (org: string, scope: string) => Measurement['silentFrom']
  /** Whether a user is, or may turn out to be, of a domain that the service account's feed evaluates. */
  readonly serviceAccount: () => string | undefined
  readonly write: (entry: JournalEntry) => void
  readonly onChanged: (scope: string) => void
  readonly logError: (error: unknown) => void
}

export function createScopes(deps: ScopesDeps): Scopes {
  const { clocks, logError } = deps
  const running = new Map<string, RunningFeed>()
  const evaluated = new Map<string, EvaluatedScope>()
  const starting = new Map<string, RunningFeed>()
  const silences = new Map<string, readonly AlertSilence[]>()
  let isClosed = false

  const evaluatorOf = (username: string) => evaluatingUser(username, deps.serviceAccount(), running)

  async function rulesOf(org: string): Promise<readonly EvaluatedRule[]> {
    const [records, boards] = await Promise.all([deps.ruleStore.list(org), deps.boardsOf(org)])
    return [
      sourceRule,
      ...records.flatMap((record) => evaluatedRuleOf(record, deps.timeZone) ?? []),
      ...boards.flatMap(({ id, revision, board }) => rulesOfBoard(id, revision, board)),
    ]
  }

  async function readSilences(org: string): Promise<void> {
    silences.set(org, await deps.silencesOf(org))
  }

  /** In a domain without a house feed, the feed that has run longest sends the messages. */
  function notifies(username: string, org: string): boolean {
    const first = [...evaluated.values()].find((scope) => scope.org === org)
    return first === undefined || first.scope === username
  }

  async function start(username: string, own: RunningFeed, org: string): Promise<void> {
    await readSilences(org)
    const scope = await startEvaluatedScope({
      ...{
        org,
        scope: username,
        feed: own.feed,
        rules: await rulesOf(org),
        clocks,
        offsetMs: deps.offsetMs,
        store: deps.alertStore,
      },
      ...{
        write: deps.write,
        displays: () => deps.displaysOf(org),
        bandEdge: deps.bandEdgeOf(org, username),
        silentFrom: deps.silentFromOf(org, username),
      },
      suppressionOf: (alert, all, at) => suppressionOf(alert, all, silences.get(org) ?? [], at),
      onChanged: () => {
        deps.onChanged(username)
      },
      notifies: () => notifies(username, org),
      logError,
    })
    if (isClosed || running.get(username) !== own || evaluatorOf(username) !== username) scope.close()
    else evaluated.set(username, scope)
  }

  function reconcile(): void {
    if (isClosed) return
    for (const [username, own] of running) {
      const org = own.owner()?.org
      const isEvaluator = evaluatorOf(username) === username
      if (!isEvaluator && evaluated.has(username)) stop(username)
      if (
        !isEvaluator ||
        org === undefined ||
        org === '' ||
        evaluated.has(username) ||
        starting.has(username)
      )
        continue
      starting.set(username, own)
      start(username, own, org)
        .catch(logError)
        .finally(() => {
          starting.delete(username)
          deps.onChanged(username)
        })
    }
  }

  function stop(username: string): void {
    const scope = evaluated.get(username)
    if (scope === undefined) return
    evaluated.delete(username)
    for (const { record } of scope.live()) scope.request(record.id, { type: 'end', reason: 'source-dead' })
    scope.close()
  }

  const timer = setInterval(reconcile, reconcileMs).unref()
  const scopesOf = (org: string) => [...evaluated.values()].filter((scope) => scope.org === org)

  return {
    started(username, own) {
      running.set(username, own)
      reconcile()
    },
    stopped(username) {
      if (!isClosed) stop(username)
      running.delete(username)
    },
    of(username) {
      const evaluator = evaluatorOf(username)
      const scope = evaluator === undefined ? undefined : evaluated.get(evaluator)
      const own = evaluator === undefined ? undefined : running.get(evaluator)
      return scope === undefined || own === undefined ? undefined : { feed: own.feed, evaluated: scope }
    },
    feedOf: (username) => running.get(username)?.feed,
    *all() {
      for (const [username, scope] of evaluated) {
        const own = running.get(username)
        if (own !== undefined) yield { feed: own.feed, evaluated: scope }
      }
    },
    async rulesChanged(org) {
      const rules = await rulesOf(org)
      for (const scope of scopesOf(org)) scope.setRules(rules)
    },
    async silencesChanged(org) {
      await readSilences(org)
      for (const scope of scopesOf(org)) scope.suppress()
    },
    close() {
      isClosed = true
      clearInterval(timer)
      for (const scope of evaluated.values()) scope.close()
    },
  }
}
