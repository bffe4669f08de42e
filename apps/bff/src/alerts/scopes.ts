import type { Clocks } from '@wallboard/relay'
import { Fenced, type Fence } from '../storage/fence.ts'
import type { AlertRecordStore, JournalEntry } from './alert-record.ts'
import type { EvaluatedFeed } from './feed-data.ts'
import { startEvaluatedScope, type EvaluatedScope } from './evaluated-feed.ts'
import type { DomainNotifiers } from './domain-notifiers.ts'
import { createDomainRules, type DomainRules, type DomainRulesDeps } from './domain-rules.ts'
import type { MeasuredDisplay, Measurement } from './measure.ts'
import { suppressionOf } from './suppression.ts'

/** The feed of a user, as far as evaluation needs it. */
export interface ShownScope {
  readonly feed: EvaluatedFeed
  /** Undefined until Five9 has told the domain. */
  readonly owner: () => { readonly org: string; readonly isServiceAccount: boolean } | undefined
}

/** The feed whose Five9 session this node has. */
export interface OwnedScope {
  readonly feed: EvaluatedFeed
  /** Undefined in a server of one process. */
  readonly fence: Fence | undefined
}

/** Whose alerts a person sees, on this node or another. */
export interface SeenScope {
  /** The user whose feed is evaluated. */
  readonly scope: string
  /** That feed, and the person's own. */
  readonly feed: EvaluatedFeed
  readonly own: EvaluatedFeed
}

/** A feed that this node evaluates, with its scope. */
export interface Scope {
  readonly feed: EvaluatedFeed
  readonly evaluated: EvaluatedScope
}

/**
 * Which feeds are evaluated: that of the service account for its domain, and in other domains the feed of each person. The rules
 * of a domain are the same for all of its feeds.
 */
export interface Scopes {
  readonly started: (username: string, feed: ShownScope) => void
  /** This node has the session of a feed, and evaluates it. */
  readonly owned: (username: string, feed: OwnedScope) => void
  /** Another node has the session from now on, and continues with the alerts; unless `stopped` follows in this turn. */
  readonly released: (username: string) => void
  /** The feed has ended: so have its alerts. */
  readonly stopped: (username: string) => void
  /** The feed of this node whose alerts a person sees; undefined while this node evaluates none for the person. */
  readonly of: (username: string) => Scope | undefined
  /** The same of any node. Undefined while the person's feed does not run. */
  readonly seenBy: (username: string) => SeenScope | undefined
  readonly feedOf: (username: string) => EvaluatedFeed | undefined
  readonly all: () => Iterable<Scope>
  /** A rule or board of a domain was created, changed or removed. Resolves when the feeds evaluate by it. */
  readonly rulesChanged: (org: string) => Promise<void>
  readonly silencesChanged: (org: string) => Promise<void>
  /** Takes over the rules, boards and silences that another node has changed. */
  readonly recheck: () => Promise<void>
  readonly close: () => void
}

const reconcileMs = 500

/** The user whose feed evaluates for a user's domain: the service account's own, or the person's. */
function evaluatingUser(
  username: string,
  service: string | undefined,
  running: ReadonlyMap<string, ShownScope>,
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
interface ScopesDeps extends DomainRulesDeps {
  readonly clocks: Clocks
  /** What to add to a monotonic instant for one of the evaluation clock, now. */
  readonly offsetMs: () => number
  readonly alertStore: AlertRecordStore
  readonly displaysOf: (org: string) => readonly MeasuredDisplay[]
  readonly bandEdgeOf: (org: string, scope: string) => Measurement['bandEdge']
  readonly silentFromOf: (org: string, scope: string) => Measurement['silentFrom']
  /** Whether a user is, or may turn out to be, of a domain that the service account's feed evaluates. */
  readonly serviceAccount: () => string | undefined
  readonly write: (entry: JournalEntry) => void
  /** Undefined for a server with one node. */
  readonly notifiers?: Pick<DomainNotifiers, 'join' | 'leave' | 'fenceOf'> | undefined
  readonly onChanged: (scope: string) => void
  readonly logError: (error: unknown) => void
}

/** Evaluates a feed that this node owns, from the states that were stored last. */
async function startScope(
  deps: ScopesDeps,
  domain: DomainRules,
  {
    username,
    org,
    own: { feed, fence },
    notifies,
    noticeFence,
  }: {
    readonly username: string
    readonly org: string
    readonly own: OwnedScope
    readonly notifies: () => boolean
    readonly noticeFence: () => Fence | undefined
  },
): Promise<EvaluatedScope> {
  // The former owner writes nothing from here on: what is read now is what it has decided.
  if (fence !== undefined) await deps.alertStore.takeOver(fence)
  await domain.readSilences(org)
  return startEvaluatedScope({
    ...{ org, scope: username, feed, notifies, rules: await domain.readRules(org) },
    ...{ clocks: deps.clocks, offsetMs: deps.offsetMs, store: deps.alertStore, logError: deps.logError },
    write: (entry) => {
      deps.write(fence === undefined ? entry : { ...entry, fence, noticeFence: noticeFence() })
    },
    displays: () => deps.displaysOf(org),
    bandEdge: deps.bandEdgeOf(org, username),
    silentFrom: deps.silentFromOf(org, username),
    suppressionOf: (alert, all, at) => suppressionOf(alert, all, domain.silencesOf(org), at),
    onChanged: () => {
      deps.onChanged(username)
    },
  })
}

/** Passes changed rules and silences of a domain to the feeds that are evaluated. */
function createRuleUpdates(
  domain: DomainRules,
  evaluated: ReadonlyMap<string, EvaluatedScope>,
): Pick<Scopes, 'rulesChanged' | 'silencesChanged' | 'recheck'> {
  const scopesOf = (org: string) => [...evaluated.values()].filter((scope) => scope.org === org)

  async function rulesChanged(org: string): Promise<void> {
    if (scopesOf(org).length === 0) return
    const rules = await domain.readRules(org)
    for (const scope of scopesOf(org)) scope.setRules(rules)
  }
  async function silencesChanged(org: string): Promise<void> {
    await domain.readSilences(org)
    for (const scope of scopesOf(org)) scope.suppress()
  }
  return {
    rulesChanged,
    silencesChanged,
    async recheck() {
      for (const org of new Set(Array.from(evaluated.values(), (scope) => scope.org))) {
        if (await domain.isOutdated(org)) await rulesChanged(org)
        await silencesChanged(org)
      }
    },
  }
}

export function createScopes(deps: ScopesDeps): Scopes {
  const { logError } = deps
  const running = new Map<string, ShownScope>()
  const owned = new Map<string, OwnedScope>()
  const evaluated = new Map<string, EvaluatedScope>()
  const starting = new Map<string, OwnedScope>()
  const domain = createDomainRules(deps)
  let isClosed = false

  const evaluatorOf = (username: string) => evaluatingUser(username, deps.serviceAccount(), running)

  /** The nodes among which one sends the messages of a person's domain; the feed of the service account has one owner. */
  const notifiersOf = (username: string) => (username === deps.serviceAccount() ? undefined : deps.notifiers)

  /** In a domain without a service account, the feed that has run longest on the node that notifies sends the messages. */
  function notifies(username: string, org: string): boolean {
    const first = [...evaluated.values()].find((scope) => scope.org === org)
    if (first !== undefined && first.scope !== username) return false
    const notifiers = notifiersOf(username)
    return notifiers === undefined || notifiers.fenceOf(org) !== undefined
  }

  async function start(username: string, own: OwnedScope, org: string): Promise<void> {
    const notifiers = notifiersOf(username)
    try {
      await notifiers?.join(org, username)
      const scope = await startScope(deps, domain, {
        ...{ username, org, own, notifies: () => notifies(username, org) },
        noticeFence: () => notifiers?.fenceOf(org),
      })
      if (isClosed || owned.get(username) !== own || evaluatorOf(username) !== username) scope.close()
      else evaluated.set(username, scope)
    } finally {
      if (!evaluated.has(username)) notifiers?.leave(org, username)
    }
  }

  function reconcile(): void {
    if (isClosed) return
    for (const [username, { owner }] of running) {
      const org = owner()?.org
      const own = owned.get(username)
      const isEvaluator = evaluatorOf(username) === username
      if (!isEvaluator && evaluated.has(username)) stop(username)
      const isKnown = evaluated.has(username) || starting.has(username)
      if (!isEvaluator || own === undefined || org === undefined || org === '' || isKnown) continue
      starting.set(username, own)
      start(username, own, org)
        .catch((error: unknown) => {
          if (!(error instanceof Fenced)) logError(error)
        })
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
    close(scope)
  }

  function close(scope: EvaluatedScope): void {
    scope.close()
    notifiersOf(scope.scope)?.leave(scope.org, scope.scope)
  }

  /** Another node evaluates the feed: its alerts go on there. */
  function leave(username: string): void {
    const scope = evaluated.get(username)
    if (scope === undefined) return
    evaluated.delete(username)
    close(scope)
    deps.onChanged(username)
  }

  const timer = setInterval(reconcile, reconcileMs).unref()

  return {
    started(username, own) {
      running.set(username, own)
      reconcile()
    },
    owned(username, own) {
      if (owned.has(username)) leave(username)
      owned.set(username, own)
      reconcile()
    },
    released(username) {
      owned.delete(username)
      setImmediate(() => {
        if (!owned.has(username)) leave(username)
      })
    },
    stopped(username) {
      if (!isClosed) stop(username)
      running.delete(username)
      owned.delete(username)
    },
    of(username) {
      const evaluator = evaluatorOf(username)
      const scope = evaluator === undefined ? undefined : evaluated.get(evaluator)
      const own = evaluator === undefined ? undefined : running.get(evaluator)
      return scope === undefined || own === undefined ? undefined : { feed: own.feed, evaluated: scope }
    },
    seenBy(username) {
      const scope = evaluatorOf(username)
      const feed = scope === undefined ? undefined : running.get(scope)?.feed
      const own = running.get(username)?.feed
      return scope === undefined || feed === undefined || own === undefined ? undefined : { scope, feed, own }
    },
    feedOf: (username) => running.get(username)?.feed,
    *all() {
      for (const [username, scope] of evaluated) {
        const own = running.get(username)
        if (own !== undefined) yield { feed: own.feed, evaluated: scope }
      }
    },
    ...createRuleUpdates(domain, evaluated),
    close() {
      isClosed = true
      clearInterval(timer)
      for (const scope of evaluated.values()) scope.close()
    },
  }
}
