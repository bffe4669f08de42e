import type { DisplayIdentity } from '@wallboard/relay/rest/displays'
import { ignoreError, type DisplayPorts } from './display-ports.ts'
import { createDisplaySessionStore, nothingShown, type DisplaySessionStore } from './display-session-store.ts'
import { startPairedScreen, type PairedScreen } from './paired-screen.ts'

const identityRetryMs = 5_000

export interface DisplaySession {
  /** What the display shows. */
  readonly store: DisplaySessionStore
  readonly start: () => void
  /** The drill is over: shows live figures. */
  readonly drillEnded: () => void
  readonly stop: () => void
}

/**
 * The life of a display's page: its identity, the pairing code while it is not paired, its board while it is. The identity
 * comes from REST and from the stream; this session is its only owner.
 */
export function createDisplaySession(ports: DisplayPorts): DisplaySession {
  const store = createDisplaySessionStore()
  let screen: PairedScreen | undefined
  let stopPairing: (() => void) | undefined
  /** Counts the requests for the identity: an answer to an older one is ignored. */
  let requests = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  /** Fetches the identity until the server answers; without an answer the display stays as it is. */
  function fetchIdentity(): void {
    clearTimeout(retry)
    requests += 1
    const request = requests
    ports
      .fetchIdentity()
      .then((identity) => {
        if (request === requests) setIdentity(identity)
      })
      .catch(() => {
        if (request !== requests) return
        retry = setTimeout(fetchIdentity, identityRetryMs)
        // Without an answer the display counts as paired.
        if (store.getState().phase === 'starting') startScreen()
      })
  }

  function setIdentity(identity: DisplayIdentity | null): void {
    requests += 1 // a pending answer is older
    clearTimeout(retry)
    if (identity === null) {
      becomeUnpaired()
      return
    }
    const { phase } = store.getState()
    if (phase !== 'paired' && phase !== 'drill') startScreen()
    store.setState({ identity })
    screen?.identityChanged(identity)
  }

  function startScreen(): void {
    stopPairing?.()
    stopPairing = undefined
    store.setState({ phase: 'paired', ...nothingShown })
    screen = startPairedScreen(ports, store, {
      identity: setIdentity,
      connectionLost: fetchIdentity,
      drill: startDrill,
    })
  }

  /** Nothing of the live screen stays: the drill has its own connection and stores. */
  function startDrill(): void {
    stopScreen()
    store.setState({ phase: 'drill', ...nothingShown })
  }

  function becomeUnpaired(): void {
    stopPairing?.()
    stopScreen()
    store.setState({ phase: 'unpaired', ...nothingShown })
    ports
      .deferred()
      .then(({ snapshotPort }) => snapshotPort.remove())
      .catch(ignoreError)
    startPairing()
  }

  function startPairing(): void {
    let isStopped = false
    let stopPoll: (() => void) | undefined
    let loadRetry: ReturnType<typeof setTimeout> | undefined
    stopPairing = () => {
      isStopped = true
      clearTimeout(loadRetry)
      stopPoll?.()
    }
    ports
      .pairing()
      .then((startPoll) => {
        if (isStopped) return
        stopPoll = startPoll({
          changed: (pairing) => {
            store.setState({ pairing })
          },
          paired: fetchIdentity,
        })
      })
      .catch(() => {
        if (!isStopped) loadRetry = setTimeout(startPairing, identityRetryMs)
      })
  }

  function stopScreen(): void {
    screen?.stop()
    screen = undefined
  }

  return {
    store,
    start: fetchIdentity,
    drillEnded() {
      if (store.getState().phase !== 'drill') return
      startScreen()
      fetchIdentity()
    },
    stop() {
      requests += 1
      clearTimeout(retry)
      stopPairing?.()
      stopScreen()
      store.setState({ phase: 'starting', ...nothingShown })
    },
  }
}
