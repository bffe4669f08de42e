import type { LiveStores } from '../../live/hooks/live-context.tsx'

/**
 * Returns the function that evaluates the desk's rules when they may have changed: with each second of the clocks, with
 * another status, and with another list of the server. It is called a few times a second, and figures change as often.
 * But pages of the desk read nothing of an evaluation that a figure alone changes: they show levels of alerts, which are
 * the server's, and trends with a sample every five seconds. `evaluate` returns whether it could: its module loads later.
 */
export function createRulesTick(
  { statistics, alerts }: Pick<LiveStores, 'statistics' | 'alerts'>,
  evaluate: () => true | undefined,
): () => void {
  let status: object | undefined
  let ofServer: object | undefined
  return () => {
    const [statusNow, ofServerNow] = [statistics.status.getState(), alerts.ofServer()]
    if ((statusNow === status && ofServerNow === ofServer) || evaluate() === undefined) return
    status = statusNow
    ofServer = ofServerNow
  }
}
