import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { useState, type SubmitEvent, type KeyboardEvent } from 'react'
import { activeAlerts as texts } from '../../i18n/index.ts'
import { useScreenStatus } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { canAcknowledge, canSnooze, canUndo } from './alert-order-state.ts'
import { alertSubject } from './alert-text.ts'
import styles from './alert-controls.module.css'
import { SnoozeChoice } from './snooze-choice.tsx'
import type { AlertActions } from './use-active-alerts.ts'

/** The question that the controls of an alert ask: a note for the acknowledgement, or how long to snooze. */
export type AlertQuestion = 'note' | 'snooze'

const maxNoteLength = 500

interface AlertControlsProps {
  readonly alert: AlertReply
  readonly actions: AlertActions
  /** The open question; the page owns it, because keys open it too. */
  readonly question: AlertQuestion | undefined
  readonly onQuestion: (question: AlertQuestion | undefined) => void
  /** The page acknowledges with A and snoozes with S. */
  readonly hasKeys?: boolean
}

/** Acknowledge with a note, undo, snooze and wake. Each button names its alert for assistive technology. */
export function AlertControls(props: AlertControlsProps) {
  const { alert, actions, question, onQuestion, hasKeys = false } = props
  const { username } = useDeskLive()
  const isUndoable = useScreenStatus((status) => canUndo(alert, username, timeOfDay(status)))
  const what = alertSubject(alert)
  const close = () => {
    onQuestion(undefined)
  }
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  return (
    <div className={styles.controls} onKeyDown={escape}>
      {question === 'note' && canAcknowledge(alert) ? (
        <NoteForm
          what={what}
          onNote={(note) => {
            actions.acknowledge(note)
            close()
          }}
          onCancel={close}
        />
      ) : question === 'snooze' && canSnooze(alert) ? (
        <SnoozeChoice
          onChoose={(minutes) => {
            actions.snooze(minutes)
            close()
          }}
          onCancel={close}
        />
      ) : (
        <>
          {canAcknowledge(alert) && (
            <button
              type="button"
              aria-keyshortcuts={hasKeys ? 'a' : undefined}
              aria-label={texts.acknowledgeOf(what)}
              disabled={actions.isPending}
              onClick={() => {
                onQuestion('note')
              }}
            >
              {texts.acknowledge}
            </button>
          )}
          {isUndoable && (
            <button type="button" aria-label={texts.undoOf(what)} onClick={actions.undo}>
              {texts.undo}
            </button>
          )}
          {canSnooze(alert) && (
            <button
              type="button"
              className={styles.quiet}
              aria-keyshortcuts={hasKeys ? 's' : undefined}
              aria-label={texts.snoozeOf(what)}
              disabled={actions.isPending}
              onClick={() => {
                onQuestion('snooze')
              }}
            >
              {texts.snooze}
            </button>
          )}
          {alert.state === 'snoozed' && (
            <button type="button" aria-label={texts.wakeOf(what)} onClick={actions.wake}>
              {texts.wake}
            </button>
          )}
        </>
      )}
    </div>
  )
}

interface NoteFormProps {
  readonly what: string
  readonly onNote: (note: string | undefined) => void
  readonly onCancel: () => void
}

function NoteForm({ what, onNote, onCancel }: NoteFormProps) {
  const [note, setNote] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onNote(note.trim() === '' ? undefined : note.trim())
  }
  return (
    <form className={styles.note} onSubmit={submit}>
      <input
        autoFocus
        value={note}
        maxLength={maxNoteLength}
        aria-label={texts.note}
        placeholder={texts.notePlaceholder}
        onChange={({ target }) => {
          setNote(target.value)
        }}
      />
      <button type="submit" aria-label={texts.acknowledgeOf(what)}>
        {texts.acknowledge}
      </button>
      <button type="button" className={styles.quiet} onClick={onCancel}>
        {texts.cancel}
      </button>
    </form>
  )
}
