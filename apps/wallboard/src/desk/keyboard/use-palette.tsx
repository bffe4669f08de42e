import { useCallback, useState, type ReactNode } from 'react'
import { palette as texts } from '../../i18n/index.ts'
import type { CommandPalette } from '../palette/command-palette.tsx'
import { withRecent } from '../palette/recent-items.ts'
import styles from './keyboard.module.css'

type Palette = typeof CommandPalette

/** The palette and the function that opens it. Its script is loaded when it is opened for the first time. */
export function usePalette(): { readonly openPalette: () => void; readonly shownPalette: ReactNode } {
  const [Palette, setPalette] = useState<Palette>()
  const [shown, setShown] = useState<'palette' | 'failure'>()
  const [recent, setRecent] = useState<readonly string[]>([])

  const openPalette = useCallback(() => {
    import('../palette/command-palette.tsx').then(
      (module) => {
        setPalette(() => module.CommandPalette)
        setShown('palette')
      },
      () => {
        setShown('failure')
      },
    )
  }, [])
  const onClose = useCallback(() => {
    setShown(undefined)
  }, [])
  const onChosen = useCallback((id: string) => {
    setRecent((before) => withRecent(before, id))
  }, [])

  if (shown === 'failure')
    return {
      openPalette,
      shownPalette: (
        <p role="alert" className={styles.failure}>
          {texts.notLoaded}
        </p>
      ),
    }
  const isOpen = shown === 'palette' && Palette !== undefined
  return {
    openPalette,
    shownPalette: isOpen ? <Palette recent={recent} onChosen={onChosen} onClose={onClose} /> : null,
  }
}
