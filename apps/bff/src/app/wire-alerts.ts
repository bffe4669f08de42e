import type { DayRule } from '@wallboard/history'
import type { Clocks } from '@wallboard/relay'
import { wallOffsetMs } from '@wallboard/relay'
import { createAlertStore } from '../alerts/alert-store.ts'
import type { EnqueueNotices } from '../alerts/alert-record.ts'
import { createAlertStreams, type AlertStreams } from '../alerts/alert-streams.ts'
import { createAlertRequests } from '../alerts/alert-requests.ts'
import { createAlerts } from '../alerts/alerts.ts'
import { createFollowedAlerts, type AlertChannel } from '../alerts/followed-alerts.ts'
import { createJournal, type Journal } from '../alerts/journal.ts'
import type { EvaluatedScope } from '../alerts/evaluated-feed.ts'
import { createRuleStore } from '../alerts/rule-store.ts'
import { createRules } from '../alerts/rules.ts'
import type { DomainBoard } from '../alerts/domain-rules.ts'
import { createScopes, type Scopes } from '../alerts/scopes.ts'
import { createShownAlerts } from '../alerts/shown-alerts.ts'
import { createSilenceStore } from '../alerts/silence-store.ts'
import { changesVisibility } from '../alerts/visibility.ts'
import type { Boards } from '../boards/boards.ts'
import type { Hints } from '../bus/hints.ts'
import type { Displays } from '../displays/displays.ts'
import type { Db } from '../storage/database.ts'
import type { Feed } from '../upstream/feed.ts'
import { normalizeUsername, type Feeds } from '../upstream/feeds.ts'
import { settlesWithin } from '../promises/time-limit.ts'
import { createAlertRemote } from './alert-remote.ts'
import { wireDomainNotifiers } from './domain-notifiers.ts'
import { createPastFigures } from './past-figures.ts'
import { watchDisplays } from './watch-displays.ts'
import type { ClusterParts } from './wire-cluster.ts'
import type { HistoryParts } from './wire-history.ts'

/** A database that does not answer delays a stop for at most this long. */
const flushWithinMs = 500
const forgetEveryMs = 6 * 3_600_000
/** Alerts that ended before are removed from the log. */
const keptMs = 400 * 86_400_000

/** A feed of this node; in a cluster it knows its owner, and carries the alerts from there. */
interface StartedFeed extends Feed {
  readonly alerts?: AlertChannel
  readonly cluster?: () => { readonly ownerNode: string | undefined }
}

/** Passes changes of rules and silences to the feeds of this node, and announces them to the others. */
function announceChanges(
  scopes: Pick<Scopes, 'rulesChanged' | 'silencesChanged' | 'recheck'>,
  hints: Hints | undefined,
  logError: (error: unknown) => void,
) {
  hints?.on('rules', (org) => {
    const taken = org === undefined ? scopes.recheck() : scopes.rulesChanged(org)
    taken.catch(logError)
  })
  hints?.on('silences', (org) => {
    if (org !== undefined) scopes.silencesChanged(org).catch(logError)
  })
  return {
    rulesChanged: async (org: string): Promise<void> => {
      hints?.announce('rules', org)
      await scopes.rulesChanged(org)
    },
    silencesChanged: async (org: string): Promise<void> => {
      hints?.announce('silences', org)
      await scopes.silencesChanged(org)
    },
  }
}

/** Removes what ended long ago; in a cluster the node with the lease of the shared work does it. */
function forgetPeriodically(
  stores: readonly { readonly forget: (before: number) => Promise<void> }[],
  deps: {
    readonly desk: Pick<ClusterParts['desk'], 'isHeld'> | undefined
    readonly now: () => number
    readonly logError: (error: unknown) => void
  },
): NodeJS.Timeout {
  return setInterval(() => {
    if (deps.desk?.isHeld() === false) return
    const before = deps.now() - keptMs
    Promise.all(stores.map((store) => store.forget(before))).catch(deps.logError)
  }, forgetEveryMs).unref()
}

/** Another node will evaluate the feed: it goes on from what is written by then. */
const releaseFeed =
  (scopes: Pick<Scopes, 'released'>, journal: Pick<Journal, 'flush'>, logError: (error: unknown) => void) =>
  (username: string): void => {
    scopes.released(username)
    journal.flush().catch(logError)
  }

/** What clients of all nodes see of the alerts that this node and others evaluate. */
function createSharedAlerts(scopes: () => Pick<Scopes, 'of' | 'seenBy'>, offsetMs: () => number) {
  const shown = createShownAlerts()
  const streams: AlertStreams = createAlertStreams({
    ...{ scopes, shown },
    followed: (scope) => followed.of(scope),
  })
  const followed = createFollowedAlerts({ offsetMs, onChanged: streams.changed })
  function publish(evaluated: EvaluatedScope | undefined): void {
    if (evaluated === undefined) return
    shown.changed(evaluated)
    followed.publish(evaluated, shown.of(evaluated))
  }
  return { streams, followed, publish }
}

/** Creates the evaluation of alerts, their log, and what the hubs send of them. */
export function wireAlerts(deps: {
  readonly db: Db
  readonly clocks: Clocks
  readonly dayRule: DayRule
  /** Created before feeds and boards, which it reads later. */
  readonly feeds: () => Pick<Feeds, 'ownerOf'>
  readonly serviceUsername: string | undefined
  readonly boards: () => Pick<Boards, 'list' | 'find'>
  readonly displays: () => Pick<Displays, 'summaries'>
  readonly enqueue: EnqueueNotices
  /** Undefined where no history is kept: then no normal band is known. */
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  /** Dates of a domain that are left out of bands. */
  readonly markedDates: (org: string) => Promise<readonly string[]>
  /** Undefined for a server with one node. */
  readonly cluster: Pick<ClusterParts, 'redis' | 'node' | 'calls' | 'clock' | 'desk' | 'hints'> | undefined
  readonly logError: (error: unknown) => void
}) {
  const { db, clocks, logError, cluster } = deps
  const offsetMs = () => (cluster === undefined ? wallOffsetMs(clocks) : Math.round(cluster.clock.offsetMs()))
  const now = cluster?.clock.now ?? clocks.wall
  const store = createAlertStore(db)
  const silenceStore = createSilenceStore(db)
  const ruleStore = createRuleStore(db)
  const journal = createJournal({ store, enqueue: deps.enqueue, logError })
  const notifiers = cluster && wireDomainNotifiers(cluster, { store, journal, clocks, logError })
  const { streams, followed, publish } = createSharedAlerts(() => scopes, offsetMs)

  const boardRevisionsOf = async (org: string) =>
    JSON.stringify((await deps.boards().list(org)).map(({ id, revision }) => [id, revision]))

  async function boardsOf(org: string): Promise<readonly DomainBoard[]> {
    const boards = deps.boards()
    const found = await Promise.all((await boards.list(org)).map(({ id }) => boards.find(org, id)))
    return found.flatMap((board) => board ?? [])
  }

  const watched = watchDisplays({
    orgs: () =>
      new Set(
        Array.from(scopes.all()).flatMap(({ evaluated }) =>
          evaluated.needsDisplays() ? [evaluated.org] : [],
        ),
      ),
    ...{ displays: deps.displays, monotonic: clocks.monotonic, logError },
  })
  const serviceAccount = () => deps.serviceUsername && normalizeUsername(deps.serviceUsername)

  const { bandEdgeOf, silentFromOf } = createPastFigures({ ...deps, serviceAccount })

  const scopes = createScopes({
    ...{ clocks, offsetMs, timeZone: deps.dayRule.timeZone, ruleStore, alertStore: store },
    ...{ boardsOf, boardRevisionsOf, logError },
    silencesOf: (org) => silenceStore.list(org, now()),
    displaysOf: watched.of,
    ...{ bandEdgeOf, silentFromOf },
    serviceAccount,
    write: journal.add,
    notifiers,
    onChanged(scope) {
      publish(evaluatedOf(scope))
      streams.changed()
    },
  })
  const evaluatedOf = (username: string) =>
    Array.from(scopes.all()).find(({ evaluated }) => evaluated.scope === username)?.evaluated
  /** The node with the session of each feed; none in a server with one node. */
  const ownerNodes = new Map<string, () => string | undefined>()
  const requests = createAlertRequests(
    evaluatedOf,
    journal.flush,
    cluster && createAlertRemote(cluster.calls, (scope) => ownerNodes.get(scope)?.()),
  )
  const { rulesChanged, silencesChanged } = announceChanges(scopes, cluster?.hints, logError)

  const forgetTimer = forgetPeriodically([store, silenceStore], { desk: cluster?.desk, now, logError })

  const activeOf = (org: string, rule: string): number =>
    Array.from(scopes.all())
      .filter(({ evaluated }) => evaluated.org === org)
      .reduce(
        (sum, { evaluated }) => sum + evaluated.live().filter(({ record }) => record.rule === rule).length,
        followed.activeOf(rule),
      )

  return {
    alertSourceOf: streams.of,
    feedStarted: (username: string, feed: StartedFeed): void => {
      if (feed.alerts !== undefined) followed.started(username, feed.alerts)
      if (feed.cluster !== undefined) ownerNodes.set(username, () => feed.cluster?.().ownerNode)
      scopes.started(username, { feed, owner: () => deps.feeds().ownerOf(username) })
      feed.on((notice) => {
        if (changesVisibility(notice)) streams.changed()
      })
    },
    /** This node has the Five9 session of the feed, and evaluates it. */
    feedOwned: (username: string, feed: Feed, fence?: number): void => {
      scopes.owned(username, {
        feed,
        fence: fence === undefined ? undefined : { feed: `alerts ${username}`, number: fence },
      })
    },
    feedReleased: releaseFeed(scopes, journal, logError),
    feedStopped: (username: string): void => {
      scopes.stopped(username)
      followed.stopped(username)
      ownerNodes.delete(username)
    },
    /** A board was created, changed or removed. */
    boardChanged: (org: string): void => {
      scopes.rulesChanged(org).catch(logError)
    },
    alerts: createAlerts({
      ...{ scopes, store, silenceStore, requests, now },
      onSilencesChanged: silencesChanged,
    }),
    alertRules: createRules({ store: ruleStore, now, activeOf, onChanged: rulesChanged }),
    /**
     * Stops evaluating. Resolves when what was decided is written, or cannot be written now: alerts go on after a restart,
     * or on the node that takes over.
     */
    async stopEvaluating(): Promise<void> {
      scopes.close()
      await settlesWithin(journal.flush(), flushWithinMs)
    },
    async close(): Promise<void> {
      clearInterval(forgetTimer)
      watched.close()
      scopes.close()
      await notifiers?.close()
      await journal.close()
    },
  }
}

export type AlertParts = ReturnType<typeof wireAlerts>
