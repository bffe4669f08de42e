import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { keyboard as texts } from '../../i18n/index.ts'
import { usePages } from '../frame/use-pages.ts'
import { usePreference } from '../preferences/preferences-context.tsx'
import { KeyListDialog } from './key-list-dialog.tsx'
import { createKeyRegistry, type PageKey } from './key-registry.ts'
import { KeyboardProvider, useDeskKeyboard, usePageKeys, type DeskKeyboard } from './keyboard-context.tsx'
import { useKeyListener } from './use-key-listener.ts'
import { usePalette } from './use-palette.tsx'

/** The keyboard of all pages of the desk, and the dialogs that it opens. */
export function DeskKeyboardScope({ children }: { children: ReactNode }) {
  const [isListShown, setIsListShown] = useState(false)
  const { openPalette, shownPalette } = usePalette()
  const keyboard = useMemo<DeskKeyboard>(
    () => ({
      registry: createKeyRegistry(),
      openPalette,
      openKeys: () => {
        setIsListShown(true)
      },
    }),
    [openPalette],
  )
  useKeyListener(keyboard, usePreference('hasCharacterKeys'))
  return (
    <KeyboardProvider value={keyboard}>
      <DeskKeys />
      {children}
      {isListShown && (
        <KeyListDialog
          onClose={() => {
            setIsListShown(false)
          }}
        />
      )}
      {shownPalette}
    </KeyboardProvider>
  )
}

/** The keys that every page has. */
function DeskKeys() {
  const navigate = useNavigate()
  const pages = usePages()
  const { registry, openKeys } = useDeskKeyboard()
  usePageKeys(
    [
      { keys: '?', label: texts.showKeys, run: openKeys },
      ...pages.map(({ to, title, key }) => ({
        keys: `g ${key}`,
        label: texts.goTo(title),
        run: () => void navigate({ to }),
      })),
    ],
    'desk',
  )
  useEffect(() => registry.add('desk', keysOfFilter), [registry])
  return null
}

/** The key of the page's filter, an input with `data-filter`, where the page has one. */
function keysOfFilter(): readonly PageKey[] {
  const filter = document.querySelector('main [data-filter]')
  if (!(filter instanceof HTMLInputElement)) return []
  const focus = () => {
    filter.focus()
    filter.select()
  }
  return [{ keys: '/', label: texts.filter, run: focus }]
}
