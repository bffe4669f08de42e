import { stepEveryMs } from './replay-run.ts'

/** Calls `tick` for each step while something plays. */
export interface StepTimer {
  /** Something plays from now on. */
  readonly start: () => void
  readonly stop: () => void
}

/** Without anything to play it does not run: a server that shows live figures alone is not woken for it. */
export function createStepTimer(deps: {
  readonly tick: () => void
  /** Asked after each tick: whether a next one is needed. */
  readonly isPlaying: () => boolean
}): StepTimer {
  let timer: NodeJS.Timeout | undefined

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  return {
    start() {
      timer ??= setInterval(() => {
        deps.tick()
        if (!deps.isPlaying()) stop()
      }, stepEveryMs).unref()
    },
    stop,
  }
}
