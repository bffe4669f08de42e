import { useMutation, useQuery } from '@tanstack/react-query'
import { regions as allRegions, type SignInRegion } from '@wallboard/relay/rest/session'
import { useState, type SyntheticEvent } from 'react'
import { errorBodyOf } from '../../api/error-body.ts'
import { errorText } from '../../api/error-text.ts'
import { sessionQueries, signIn } from '../../api/session-queries.ts'
import { deskTerms, signIn as texts } from '../../i18n/index.ts'
import { useDeskSession, useDeskState } from '../desk-session/desk-session-context.tsx'
import { usePageTitle } from '../use-page-title.ts'
import styles from './sign-in-page.module.css'

/** `/sign-in`: signs a supervisor in with their own Five9 username and password. The router then shows the next page. */
export function SignInPage() {
  const session = useDeskSession()
  usePageTitle(texts.title)
  const known = useDeskState(({ signIn }) => (signIn.status === 'signed-out' ? signIn.known : undefined))
  const [typedUsername, setUsername] = useState<string>()
  const username = typedUsername ?? known ?? ''
  const [password, setPassword] = useState('')
  const regions = useQuery(sessionQueries.current()).data?.regions ?? []
  const [region, setRegion] = useState<SignInRegion>('US')
  const attempt = useMutation({
    mutationFn: (choices: { readonly force?: boolean; readonly acceptNotices?: string[] }) =>
      signIn({ username, password, ...choices, ...(regions.length === 0 ? {} : { region }) }),
    onSuccess: session.refresh,
  })
  const refusal = errorBodyOf(attempt.error)
  const isDuplicate = refusal?.code === 'duplicate-login'
  const notices = refusal?.code === 'notices-waiting' ? refusal.params.notices : []

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    attempt.mutate({})
  }

  return (
    <main className={styles.page} data-link="down">
      <form className={styles.form} onSubmit={submit}>
        <h1 className={styles.title}>{deskTerms.product}</h1>
        <p className={styles.note} role={known === undefined ? undefined : 'status'}>
          {known === undefined ? texts.note : texts.five9SignInNeeded(known)}
        </p>
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
            autoFocus={known === undefined}
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
            autoFocus={known !== undefined}
          />
        </label>
        {regions.length > 0 && (
          <label className={styles.label}>
            {texts.region}
            <select
              value={region}
              onChange={({ target }) => {
                setRegion(allRegions.find((each) => each === target.value) ?? 'US')
              }}
            >
              {regions.map((each) => (
                <option key={each} value={each}>
                  {texts.regions[each]}
                </option>
              ))}
            </select>
          </label>
        )}
        {attempt.error !== null && (
          <p role="alert" className={styles.alert}>
            {errorText(attempt.error)}
          </p>
        )}
        <button className={styles.button} type="submit" disabled={attempt.isPending}>
          {attempt.isPending ? texts.submitting : texts.submit}
        </button>
        {notices.length > 0 && (
          <section className={styles.notices} aria-label={texts.notices}>
            {notices.map(({ id, title, text }) => (
              <article key={id}>
                <h2>{title}</h2>
                <p>{text}</p>
              </article>
            ))}
            <button
              className={styles.second}
              type="button"
              disabled={attempt.isPending}
              onClick={() => {
                attempt.mutate({ acceptNotices: notices.map(({ id }) => id) })
              }}
            >
              {texts.acceptNotices}
            </button>
          </section>
        )}
        {isDuplicate && <p className={styles.note}>{texts.duplicateNote}</p>}
        {isDuplicate && (
          <button
            className={styles.second}
            type="button"
            onClick={() => {
              attempt.mutate({ force: true })
            }}
          >
            {texts.takeOver}
          </button>
        )}
      </form>
    </main>
  )
}
