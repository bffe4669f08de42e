import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { maxMarkNote, type MarkedDay } from '@wallboard/relay/rest/history-day'
import { useState, type SyntheticEvent } from 'react'
import { errorText } from '../../api/error-text.ts'
import { historyQueries, markDay, unmarkDay } from '../../api/history-queries.ts'
import { historyPage } from '../../i18n/index.ts'
import { siteDayDate } from '../../ui/format/site-day.ts'
import styles from './history-page.module.css'

const text = historyPage.mark

/** Whether the day of an instant counts for what is usual, and how to change that. Nothing until it is known. */
export function DayMark({ at }: { readonly at: number }) {
  const { data } = useQuery(historyQueries.days())
  if (data === undefined) return null
  const date = siteDayDate(at, { timeZone: data.timeZone, startMinute: data.dayStartMinute })
  return <MarkOfDay key={date} date={date} marked={data.marked.find((day) => day.date === date)} />
}

interface MarkOfDayProps {
  readonly date: string
  readonly marked: MarkedDay | undefined
}

function MarkOfDay({ date, marked }: MarkOfDayProps) {
  const [isEditing, setIsEditing] = useState(false)
  const queryClient = useQueryClient()
  const changed = async () => {
    setIsEditing(false)
    await queryClient.invalidateQueries({ queryKey: historyQueries.days().queryKey })
  }
  const mark = useMutation({ mutationFn: markDay, onSuccess: changed })
  const unmark = useMutation({ mutationFn: unmarkDay, onSuccess: changed })
  const error = mark.error ?? unmark.error
  return (
    <div className={styles.mark} data-day={date} data-marked={marked !== undefined}>
      {isEditing ? (
        <NoteForm
          isSaving={mark.isPending}
          onSave={(note) => {
            mark.mutate({ date, note })
          }}
          onCancel={() => {
            setIsEditing(false)
          }}
        />
      ) : marked === undefined ? (
        <button
          type="button"
          title={text.explanation}
          onClick={() => {
            setIsEditing(true)
          }}
        >
          {text.leaveOut}
        </button>
      ) : (
        <>
          <span>{text.leftOut(marked.note, marked.markedBy)}</span>
          {marked.markedBy !== null && (
            <button
              type="button"
              disabled={unmark.isPending}
              onClick={() => {
                unmark.mutate(date)
              }}
            >
              {text.count}
            </button>
          )}
        </>
      )}
      {error !== null && <span role="alert">{errorText(error)}</span>}
    </div>
  )
}

interface NoteFormProps {
  readonly isSaving: boolean
  readonly onSave: (note: string) => void
  readonly onCancel: () => void
}

function NoteForm({ isSaving, onSave, onCancel }: NoteFormProps) {
  const [note, setNote] = useState('')
  function submit(event: SyntheticEvent): void {
    event.preventDefault()
    onSave(note)
  }
  return (
    <form onSubmit={submit}>
      <label>
        {text.note}{' '}
        <input
          autoFocus
          maxLength={maxMarkNote}
          placeholder={text.example}
          value={note}
          onChange={(event) => {
            setNote(event.target.value)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            onCancel()
          }}
        />
      </label>
      <button type="submit" disabled={isSaving}>
        {text.save}
      </button>
      <button type="button" onClick={onCancel}>
        {text.cancel}
      </button>
    </form>
  )
}
