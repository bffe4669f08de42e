import type { PairingProgress } from '@wallboard/relay/rest/pairing'

const retryMs = 5_000

/** Requests to the server. Both throw an error that `errorText` explains. */
export interface PairingRequests {
  readonly requestCode: () => Promise<PairingProgress>
  readonly fetchProgress: () => Promise<PairingProgress>
  readonly errorText: (error: unknown) => string
}

/** Progress of pairing, or why the server gives no code. */
export type PairingState = PairingProgress | { readonly state: 'refused'; readonly reason: string }

export interface PairingListener {
  readonly changed: (state: PairingState) => void
  readonly paired: () => void
}

/** Requests pairing codes, one after another, until the display is paired. The result stops it. */
export function startPairingPoll(requests: PairingRequests, on: PairingListener): () => void {
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const stopped = () => isStopped

  async function step(current: PairingProgress | undefined): Promise<void> {
    let next: PairingProgress | undefined
    let reason = ''
    try {
      next = current?.state === 'waiting' ? await requests.fetchProgress() : await requests.requestCode()
    } catch (error) {
      reason = requests.errorText(error) // retried with a new code
    }
    if (stopped()) return
    if (next?.state === 'paired') {
      on.paired()
      return
    }
    on.changed(next ?? { state: 'refused', reason })
    const pauseMs = next?.state === 'waiting' ? next.pollEveryMs : next === undefined ? retryMs : 0
    timer = setTimeout(() => void step(next), pauseMs)
  }

  void step(undefined)
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
