import { useMutation } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { errorBodyOf } from '../../api/error-body.ts'
import { errorText } from '../../api/error-text.ts'
import { signIn } from '../../api/session-queries.ts'
import { deskTerms, signIn as texts } from '../../i18n/index.ts'
import { useDeskSession } from '../desk-session/desk-session-context.tsx'
import { usePageTitle } from '../use-page-title.ts'
import styles from './sign-in-page.module.css'

/** `/sign-in`: signs a supervisor in with their own Five9 username and password. The router then shows the next page. */
export function SignInPage() {
  const session = useDeskSession()
  usePageTitle(texts.title)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const attempt = useMutation({
    mutationFn: (force: boolean) => signIn({ username, password, force }),
    onSuccess: session.refresh,
  })
  const isDuplicate = errorBodyOf(attempt.error)?.code === 'duplicate-login'

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    attempt.mutate(false)
  }

  return (
    <main className={styles.page} data-link="down">
      <form className={styles.form} onSubmit={submit}>
        <h1 className={styles.title}>{deskTerms.product}</h1>
        <p className={styles.note}>{texts.note}</p>
        <label className={styles.label}>
          {texts.username}
          <input
            value={username}
            onChange={(event) => {
              setUsername(event.target.value)
            }}
            name="username"
            autoComplete="username"
            required
            autoFocus
          />
        </label>
        <label className={styles.label}>
          {texts.password}
          <input
            value={password}
            onChange={(event) => {
              setPassword(event.target.value)
            }}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </label>
        {attempt.error !== null && (
          <p role="alert" className={styles.alert}>
            {errorText(attempt.error)}
          </p>
        )}
        <button className={styles.button} type="submit" disabled={attempt.isPending}>
          {attempt.isPending ? texts.submitting : texts.submit}
        </button>
        {isDuplicate && (
          <button
            className={styles.second}
            type="button"
            onClick={() => {
              attempt.mutate(true)
            }}
          >
            {texts.takeOver}
          </button>
        )}
      </form>
    </main>
  )
}
