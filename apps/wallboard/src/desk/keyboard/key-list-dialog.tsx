import { keyboard as texts, palette } from '../../i18n/index.ts'
import { CloseButton, DeskDialog, DialogButtons } from '../dialog/desk-dialog.tsx'
import { usePreference } from '../preferences/preferences-context.tsx'
import { isCharacterSequence } from './key-sequence-state.ts'
import { isApple } from './is-apple.ts'
import { stopEscape } from './stop-escape.ts'
import { KeySequence } from './key-sequence.tsx'
import type { PageKey } from './key-registry.ts'
import { useDeskKeyboard } from './keyboard-context.tsx'
import styles from './keyboard.module.css'

/** The list of keys at `?`: those of the page, then those of every page. `Esc` closes it. */
export function KeyListDialog({ onClose }: { onClose: () => void }) {
  const { registry } = useDeskKeyboard()
  const hasCharacterKeys = usePreference('hasCharacterKeys')
  const ofPage = registry.current('page')
  return (
    <DeskDialog title={texts.title} onClose={onClose} onKeyDown={stopEscape}>
      {!hasCharacterKeys && <p>{texts.switchedOff}</p>}
      {ofPage.length > 0 && <KeyList title={texts.ofPage} keys={ofPage} areOn={hasCharacterKeys} />}
      <KeyList
        title={texts.ofDesk}
        keys={[keyOfPalette(), ...registry.current('desk')]}
        areOn={hasCharacterKeys}
      />
      <DialogButtons>
        <CloseButton>{texts.close}</CloseButton>
      </DialogButtons>
    </DeskDialog>
  )
}

type ListedKey = Pick<PageKey, 'keys' | 'label'>

/** The palette listens for its keys itself: they work in fields too. */
const keyOfPalette = (): ListedKey => ({ keys: palette.keys(isApple()), label: texts.openPalette })

interface KeyListProps {
  readonly title: string
  readonly keys: readonly ListedKey[]
  /** Whether characters and sequences are switched on. */
  readonly areOn: boolean
}

function KeyList({ title, keys, areOn }: KeyListProps) {
  const usable = keys.filter(({ keys: sequence }) => areOn || !isCharacterSequence(sequence))
  const byLabel = new Map<string, string[]>()
  for (const { keys: sequence, label } of usable)
    byLabel.set(label, [...(byLabel.get(label) ?? []), sequence])
  return usable.length === 0 ? null : (
    <section className={styles.list} aria-label={title}>
      <h3>{title}</h3>
      <dl className={styles.keys}>
        {[...byLabel].map(([label, sequences]) => (
          <div key={label}>
            <dt>
              {sequences.map((sequence) => (
                <span key={sequence}>
                  <KeySequence keys={sequence} />
                </span>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
