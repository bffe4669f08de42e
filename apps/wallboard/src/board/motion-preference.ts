/** Whether the viewer prefers reduced motion. */
export interface MotionPreference {
  readonly isReduced: () => boolean
  /** Follows changes of the preference until the result is called. */
  readonly follow: () => () => void
}

/** Reads the preference once: asking the browser before each flash costs more than the flash. */
export function createMotionPreference(browser: Pick<Window, 'matchMedia'>): MotionPreference {
  const query = browser.matchMedia('(prefers-reduced-motion: reduce)')
  let isReduced = query.matches
  const changed = () => {
    isReduced = query.matches
  }
  return {
    isReduced: () => isReduced,
    follow() {
      changed()
      query.addEventListener('change', changed)
      return () => {
        query.removeEventListener('change', changed)
      }
    },
  }
}
