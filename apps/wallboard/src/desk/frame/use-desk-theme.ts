import { useLayoutEffect, useSyncExternalStore } from 'react'
import type { ThemeChoice } from '../preferences/desk-preferences.ts'
import { deskTheme } from './desk-theme-state.ts'

const wishes = { light: '(prefers-color-scheme: light)', contrast: '(prefers-contrast: more)' } as const

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => {
        media.removeEventListener('change', changed)
      }
    },
    () => matchMedia(query).matches,
    () => false,
  )
}

/** Shows the page in the theme of this choice, as long as the component is shown. A board sets its own theme. */
export function useDeskTheme(choice: ThemeChoice): void {
  const prefersLight = useMedia(wishes.light)
  const prefersContrast = useMedia(wishes.contrast)
  const theme = deskTheme(choice, { prefersLight, prefersContrast })
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}
