/** Kinds of events; docs/security.md has an example of each. */
export type SecurityEvent =
  | 'action'
  | 'sign-in'
  | 'sign-out'
  | 'pairing'
  | 'display'
  | 'board'
  | 'view'
  | 'alert'
  | 'history'
  | 'channel'
  | 'access'
  | 'origin'
  | 'host'
  | 'limit'
  | 'token'

/** Details of an event: never a password, token, cookie or pairing code. */
export interface SecurityDetail {
  readonly result: string
  readonly user?: string | undefined
  readonly address?: string | undefined
  readonly [name: string]: string | number | boolean | undefined
}

/** Writes one structured line for each event that concerns security. */
export interface SecurityLog {
  readonly write: (event: SecurityEvent, detail: SecurityDetail) => void
  /** Writes how many lines were skipped in windows that are over. Called periodically. */
  readonly flush: () => void
}

/** Lines of one event and result per minute. Further lines are counted only, so that an attack cannot fill the disk. */
const maxLines = 60
const windowMs = 60_000

interface Window {
  readonly beganAt: number
  readonly written: number
  readonly skipped: number
}

export function createSecurityLog(deps: {
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly line: (event: SecurityEvent, detail: SecurityDetail) => void
}): SecurityLog {
  const windows = new Map<string, Window & { readonly event: SecurityEvent; readonly result: string }>()

  function close(key: string): void {
    const window = windows.get(key)
    windows.delete(key)
    if (window !== undefined && window.skipped > 0)
      deps.line(window.event, { result: window.result, skipped: window.skipped })
  }

  return {
    write(event, detail) {
      const { result } = detail
      const key = `${event} ${result}`
      const now = deps.now()
      const open = windows.get(key)
      if (open !== undefined && now - open.beganAt >= windowMs) close(key)
      const { beganAt, written, skipped } = windows.get(key) ?? { beganAt: now, written: 0, skipped: 0 }
      const isWritten = written < maxLines
      windows.set(key, {
        ...{ event, result, beganAt },
        written: written + (isWritten ? 1 : 0),
        skipped: skipped + (isWritten ? 0 : 1),
      })
      if (isWritten) deps.line(event, detail)
    },
    flush() {
      for (const [key, { beganAt }] of windows) if (deps.now() - beganAt >= windowMs) close(key)
    },
  }
}
