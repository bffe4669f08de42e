import { keyboard as texts } from '../../i18n/index.ts'
import styles from './key-sequence.module.css'

/** Keys as they are printed on a keyboard: `g` `o`, `Esc`. */
export const KeySequence = ({ keys }: { keys: string }) => (
  <>
    {keys.split(' ').map((key, index) => (
      <kbd key={index} className={styles.key}>
        {texts.names[key] ?? key}
      </kbd>
    ))}
  </>
)
