import { useQuery } from '@tanstack/react-query'
import type { AccountReply } from '@wallboard/relay/rest/account'
import type { ReactNode } from 'react'
import { accountQueries } from '../../api/account-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { activeAlerts, deskTerms, settingsPage as texts } from '../../i18n/index.ts'
import { NotificationsButton } from '../active-alerts/notifications-button.tsx'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { DeskPage } from '../frame/desk-page.tsx'
import { usePages } from '../frame/use-pages.ts'
import { SignOutButton } from '../frame/sign-out-button.tsx'
import { startPageOf } from '../frame/start-page.ts'
import { useDeskKeyboard } from '../keyboard/keyboard-context.tsx'
import { themeChoices } from '../preferences/desk-preferences.ts'
import { useChangePreferences, usePreference } from '../preferences/preferences-context.tsx'
import styles from './settings-page.module.css'

/** `/settings`: what the signed-in person has chosen for this browser, and the person's session. */
export function SettingsPage() {
  return (
    <DeskPage title={deskTerms.settings}>
      <div className={styles.settings}>
        <p className={styles.note}>{texts.note}</p>
        <ThemeChoice />
        <KeyChoice />
        <Section title={activeAlerts.notifications.title}>
          <p className={styles.note}>{activeAlerts.notifications.note}</p>
          <NotificationsButton />
        </Section>
        <StartPageChoice />
        <Section title={texts.language}>
          <p>{texts.languageShown}</p>
        </Section>
        <OwnSession />
      </div>
    </DeskPage>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={styles.section} aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
)

function ThemeChoice() {
  const theme = usePreference('theme')
  const change = useChangePreferences()
  return (
    <Section title={texts.theme}>
      <fieldset>
        <legend className={styles.hidden}>{texts.theme}</legend>
        {themeChoices.map((choice) => (
          <label key={choice} className={styles.choice}>
            <input
              type="radio"
              name="theme"
              checked={theme === choice}
              onChange={() => {
                change({ theme: choice })
              }}
            />
            {texts.themes[choice]}
          </label>
        ))}
      </fieldset>
    </Section>
  )
}

function KeyChoice() {
  const hasCharacterKeys = usePreference('hasCharacterKeys')
  const change = useChangePreferences()
  const { openKeys } = useDeskKeyboard()
  return (
    <Section title={texts.keys}>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={hasCharacterKeys}
          onChange={({ target }) => {
            change({ hasCharacterKeys: target.checked })
          }}
        />
        {texts.characterKeys}
      </label>
      <p className={styles.note}>{texts.otherKeys}</p>
      <button type="button" onClick={openKeys}>
        {texts.showKeys}
      </button>
    </Section>
  )
}

function StartPageChoice() {
  const startPage = startPageOf(usePreference('startPage'))
  const change = useChangePreferences()
  const pages = usePages()
  return (
    <Section title={texts.startPage}>
      <select
        aria-label={texts.startPage}
        value={startPage}
        onChange={({ target }) => {
          change({ startPage: target.value })
        }}
      >
        {pages.map(({ to, title }) => (
          <option key={to} value={to}>
            {title}
          </option>
        ))}
      </select>
    </Section>
  )
}

/** The name with Five9's id, or the id alone. */
const domainText = ({ domain, domainName }: AccountReply): string =>
  domainName === null ? domain : texts.domainWithId(domainName, domain)

/** The time zone, with the start of a day where that is not midnight. */
function siteTimeText({ timeZone, dayStartMinute }: AccountReply): string {
  if (dayStartMinute === 0) return timeZone
  return texts.daysFrom(timeZone, formatSiteTime(dayStartMinute * 60_000, 'UTC'))
}

function OwnSession() {
  const { username } = useDeskLive()
  const { data, error } = useQuery(accountQueries.current())
  const facts = [
    [texts.facts.username, username],
    [texts.facts.domain, data && domainText(data)],
    [texts.facts.region, data === undefined ? undefined : (data.region ?? texts.ownAddress)],
    [texts.facts.timeZone, data && siteTimeText(data)],
  ] as const
  return (
    <Section title={texts.session}>
      {error !== null && <p role="alert">{errorText(error)}</p>}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? '–'}</dd>
          </div>
        ))}
      </dl>
      <SignOutButton />
    </Section>
  )
}
