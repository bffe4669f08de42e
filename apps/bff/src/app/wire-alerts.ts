import type { DayRule } from '@wallboard/history'
import type { Clocks } from '@wallboard/relay'
import { wallOffsetMs } from '@wallboard/relay'
import { createAlertStore } from '../alerts/alert-store.ts'
import type { EnqueueNotices } from '../alerts/alert-record.ts'
import { createAlertStreams, type AlertStreams } from '../alerts/alert-streams.ts'
import { createAlerts } from '../alerts/alerts.ts'
import { createJournal } from '../alerts/journal.ts'
import { createBandEdges } from '../alerts/band-edges.ts'
import { createSilenceForecasts } from '../alerts/silence-forecasts.ts'
import type { MeasuredDisplay, Measurement } from '../alerts/measure.ts'
import { createRuleStore } from '../alerts/rule-store.ts'
import { createRules } from '../alerts/rules.ts'
import { createScopes, type DomainBoard } from '../alerts/scopes.ts'
import { createSilenceStore } from '../alerts/silence-store.ts'
import type { Boards } from '../boards/boards.ts'
import type { Displays } from '../displays/displays.ts'
import type { Db } from '../storage/database.ts'
import type { Feed } from '../upstream/feed.ts'
import { normalizeUsername, type Feeds } from '../upstream/feeds.ts'
import type { HistoryParts } from './wire-history.ts'

const displaysEveryMs = 10_000
const forgetEveryMs = 6 * 3_600_000
/** Alerts that ended before are removed from the log. */
const keptMs = 400 * 86_400_000

const isUnhealthy = (health: string): boolean => health !== 'healthy' && health !== 'drill'

/** Since when each display is unhealthy, looked at every ten seconds for the domains that have a rule about displays. */
function watchDisplays(deps: {
  readonly orgs: () => Iterable<string>
  readonly displays: () => Pick<Displays, 'summaries'>
  readonly monotonic: () => number
  readonly logError: (error: unknown) => void
}) {
  const states = new Map<string, readonly MeasuredDisplay[]>()

  async function look(org: string): Promise<void> {
    const before = new Map(states.get(org)?.map((display) => [display.id, display]))
    const summaries = await deps.displays().summaries(org)
    const now = deps.monotonic()
    states.set(
      org,
      summaries.map(({ id, name, health }) => ({
        ...{ id, name },
        unhealthySince: isUnhealthy(health) ? (before.get(id)?.unhealthySince ?? now) : null,
      })),
    )
  }

  const timer = setInterval(() => {
    for (const org of deps.orgs()) look(org).catch(deps.logError)
  }, displaysEveryMs).unref()
  return {
    of: (org: string) => states.get(org) ?? [],
    close: () => {
      clearInterval(timer)
    },
  }
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
  readonly logError: (error: unknown) => void
}) {
  const { db, clocks, history, logError } = deps
  const offsetMs = wallOffsetMs(clocks)
  const store = createAlertStore(db)
  const silenceStore = createSilenceStore(db)
  const ruleStore = createRuleStore(db)
  const journal = createJournal({ store, enqueue: deps.enqueue, logError })
  const streams: AlertStreams = createAlertStreams({ scopes: () => scopes, offsetMs })

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

  const recordingOf = (org: string, username: string) => ({
    ...{ name: { org, username }, isPersonal: username !== serviceAccount() },
  })

  function bandEdgeOf(org: string, username: string): Measurement['bandEdge'] {
    if (history === undefined) return () => null
    const recording = recordingOf(org, username)
    return createBandEdges({
      ...{ dayRule: deps.dayRule, wall: clocks.wall, logError },
      read: async (subject) =>
        history.reader.band({ ...recording, ...subject, holidays: await deps.markedDates(org) }),
    })
  }

  function silentFromOf(org: string, username: string): Measurement['silentFrom'] {
    if (history === undefined) return () => undefined
    const { dayRule } = deps
    const recording = { ...recordingOf(org, username), dayRule, campaignIds: null }
    return createSilenceForecasts({
      ...{ dayRule, clocks, logError },
      read: async (day) =>
        history.reader.callForecasts({ ...recording, day, holidays: await deps.markedDates(org) }),
    })
  }

  const scopes = createScopes({
    ...{
      clocks,
      offsetMs,
      timeZone: deps.dayRule.timeZone,
      ruleStore,
      alertStore: store,
      boardsOf,
      logError,
    },
    silencesOf: (org) => silenceStore.list(org, clocks.wall()),
    displaysOf: watched.of,
    ...{ bandEdgeOf, silentFromOf },
    serviceAccount,
    write: journal.add,
    onChanged: streams.changed,
  })
  const forgetTimer = setInterval(() => {
    const before = clocks.wall() - keptMs
    Promise.all([store.forget(before), silenceStore.forget(before)]).catch(logError)
  }, forgetEveryMs).unref()

  const activeOf = (org: string, rule: string): number =>
    Array.from(scopes.all())
      .filter(({ evaluated }) => evaluated.org === org)
      .reduce(
        (sum, { evaluated }) => sum + evaluated.live().filter(({ record }) => record.rule === rule).length,
        0,
      )

  return {
    alertSourceOf: streams.of,
    feedStarted: (username: string, feed: Feed): void => {
      scopes.started(username, { feed, owner: () => deps.feeds().ownerOf(username) })
    },
    feedStopped: scopes.stopped,
    /** A board was created, changed or removed. */
    boardChanged: (org: string): void => {
      scopes.rulesChanged(org).catch(logError)
    },
    alerts: createAlerts({ scopes, store, silenceStore, now: clocks.wall }),
    alertRules: createRules({ store: ruleStore, now: clocks.wall, activeOf, onChanged: scopes.rulesChanged }),
    /** Stops evaluating: what is decided is written, alerts go on after a restart. */
    stopEvaluating: scopes.close,
    async close(): Promise<void> {
      clearInterval(forgetTimer)
      watched.close()
      scopes.close()
      await journal.close()
    },
  }
}

export type AlertParts = ReturnType<typeof wireAlerts>
