import { useMutation } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { ApiError } from '../../api/api.ts'
import { signIn } from '../../api/session-queries.ts'
import { useDeskSession } from '../desk-session/desk-session-context.tsx'
import { usePageTitle } from '../use-page-title.ts'
import styles from './sign-in-page.module.css'

/** `/sign-in`: signs a supervisor in with their own Five9 username and password. The router leads on from here. */
export function SignInPage() {
  const session = useDeskSession()
  usePageTitle('Sign in')
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const attempt = useMutation({
    mutationFn: (force: boolean) => signIn({ username, password, force }),
    onSuccess: session.refresh,
  })
  const isDuplicate = attempt.error instanceof ApiError && attempt.error.code === 'duplicate-login'

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    attempt.mutate(false)
  }

  return (
    <main className={styles.page} data-link="down">
      <form className={styles.form} onSubmit={submit}>
        <h1 className={styles.title}>Wallboard</h1>
        <p className={styles.note}>Sign in as a Five9 supervisor.</p>
        <label className={styles.label}>
          Username
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
          Password
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
            {attempt.error instanceof ApiError
              ? attempt.error.message
              : 'The server does not answer. Check the connection and try again.'}
          </p>
        )}
        <button className={styles.button} type="submit" disabled={attempt.isPending}>
          {attempt.isPending ? 'Signing in…' : 'Sign in'}
        </button>
        {isDuplicate && (
          <button
            className={styles.second}
            type="button"
            onClick={() => {
              attempt.mutate(true)
            }}
          >
            Take over the session
          </button>
        )}
      </form>
    </main>
  )
}
