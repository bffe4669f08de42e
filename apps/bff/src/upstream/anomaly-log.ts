/** Writes one log line; `warn` when an administrator should act. */
export type Log = (event: string, detail: Readonly<Record<string, unknown>>, level?: 'warn') => void

const maxAnomalies = 200

/** Logs each anomaly once, and at most 200 of them, so that a broken peer cannot fill the log. */
export function createAnomalyLog(log: Log): (anomaly: string, level?: 'warn') => void {
  const logged = new Set<string>()
  return (anomaly, level) => {
    if (logged.has(anomaly) || logged.size >= maxAnomalies) return
    logged.add(anomaly)
    log('anomaly', { anomaly }, level)
  }
}
