import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import type { MeasuredDisplay } from '../alerts/measure.ts'
import type { Displays } from '../displays/displays.ts'

const displaysEveryMs = 10_000

/** A display that is not heard is `silent` after this time. */
const silentAfterMs = 60_000

const isUnhealthy = (health: string): boolean => health !== 'healthy' && health !== 'drill'

/** Since when each display is unhealthy, looked at every ten seconds for the domains that have a rule about displays. */
export function watchDisplays(deps: {
  readonly orgs: () => Iterable<string>
  readonly displays: () => Pick<Displays, 'summaries'>
  readonly clocks: Clocks
  readonly logError: (error: unknown) => void
}) {
  const states = new Map<string, readonly MeasuredDisplay[]>()

  async function look(org: string): Promise<void> {
    const before = new Map(states.get(org)?.map((display) => [display.id, display]))
    const summaries = await deps.displays().summaries(org)
    const { monotonic } = deps.clocks
    const offsetMs = wallOffsetMs(deps.clocks)
    /** Of one that was unhealthy before this node looked: since when it is silent, as far as that is known. */
    const sinceOf = ({ health, lastSeenAt }: DisplaySummary): number =>
      lastSeenAt === null || (health !== 'silent' && health !== 'offline')
        ? monotonic()
        : Math.min(monotonic(), lastSeenAt - offsetMs + silentAfterMs)
    states.set(
      org,
      summaries.map((summary) => {
        const { id, name, health } = summary
        const since = before.get(id)?.unhealthySince ?? sinceOf(summary)
        return { id, name, unhealthySince: isUnhealthy(health) ? since : null }
      }),
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
