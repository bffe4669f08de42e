import { useEffect, useState } from 'react'
import { timeStrip as text } from '../../i18n/index.ts'
import styles from './time-strip.module.css'

const shownForMs = 3_000

/** Copies a link. Where the browser does not allow that, which needs HTTPS, the link is shown to be copied by hand. */
export function CopyLink({ href }: { readonly href: string }) {
  const [result, setResult] = useState<'copied' | 'refused'>()
  useEffect(() => {
    if (result !== 'copied') return undefined
    const timer = setTimeout(() => {
      setResult(undefined)
    }, shownForMs)
    return () => {
      clearTimeout(timer)
    }
  }, [result])

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(href)
      setResult('copied')
    } catch {
      setResult('refused') // no permission, or no clipboard without HTTPS
    }
  }
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {text.copyLink}
      </button>
      {result === 'copied' && <span role="status">{text.copied}</span>}
      {result === 'refused' && (
        <input
          className={styles.link}
          aria-label={text.linkTitle}
          readOnly
          value={href}
          ref={(input) => {
            input?.select()
          }}
        />
      )}
    </>
  )
}
