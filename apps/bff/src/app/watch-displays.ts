import type { MeasuredDisplay } from '../alerts/measure.ts'
import type { Displays } from '../displays/displays.ts'

const displaysEveryMs = 10_000

const isUnhealthy = (health: string): boolean => health !== 'healthy' && health !== 'drill'

/** Since when each display is unhealthy, looked at every ten seconds for the domains that have a rule about displays. */
export function watchDisplays(deps: {
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
