import { useState } from 'react'
import { activeAlerts } from '../../i18n/index.ts'
import { useChangePreferences, usePreference } from '../preferences/preferences-context.tsx'
import styles from './alert-controls.module.css'
import { notificationPermit, requestNotificationPermit } from './notification-support.ts'

const { notifications: texts } = activeAlerts

interface NotificationsButtonProps {
  /** Only the button, and what is wrong; for a page's header. */
  readonly isShort?: boolean
}

/** Turns notifications of the browser on and off for this person. The browser asks only after a click here. */
export function NotificationsButton({ isShort = false }: NotificationsButtonProps) {
  const isWanted = usePreference('hasNotifications')
  const change = useChangePreferences()
  const [permit, setPermit] = useState(notificationPermit)
  const isOn = isWanted && permit === 'granted'
  const state =
    permit === 'unsupported' ? 'unsupported' : permit === 'denied' ? 'blocked' : isOn ? 'on' : 'off'
  const isPossible = state === 'on' || state === 'off'

  async function turnOn(): Promise<void> {
    const answer = await requestNotificationPermit()
    setPermit(answer)
    if (answer === 'granted') change({ hasNotifications: true })
  }

  return (
    <>
      {!isShort && <p role="status">{texts.states[state]}</p>}
      {isPossible && (
        <button
          type="button"
          className={isShort ? styles.short : undefined}
          title={texts.note}
          onClick={() => {
            if (isOn) change({ hasNotifications: false })
            else void turnOn() // a refusal is an answer; nothing else can fail
          }}
        >
          {isOn ? texts.disable : texts.enable}
        </button>
      )}
    </>
  )
}
