import { Link } from '@tanstack/react-router'
import type { RuleSummary } from '@wallboard/relay/rest/alerts'
import { useMemo, useState } from 'react'
import { errorText } from '../../api/error-text.ts'
import { deskTerms, ruleForm as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import desk from '../desk.module.css'
import { ConfirmButton } from '../frame/confirm-button.tsx'
import { DeskPage } from '../frame/desk-page.tsx'
import { UnsavedChanges } from '../frame/unsaved-changes.tsx'
import { readForm, type RuleForm } from './rule-form-state.ts'
import { RuleFields } from './rule-fields.tsx'
import styles from './rule-page.module.css'
import { RulePast } from './rule-past.tsx'
import { RuleVersionList } from './rule-version-list.tsx'
import { TestChannels } from './test-channels.tsx'
import { TryPanel } from './try-panel.tsx'
import { useRuleActions } from './use-rule-actions.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

interface RuleEditorProps {
  /** The rule as it was opened; undefined for a new one. */
  readonly stored: RuleSummary | undefined
  readonly initial: RuleForm
  /** What is wrong with the address. */
  readonly notices: readonly string[]
  readonly onCreated: (id: string) => void
  readonly onRemoved: () => void
}

/** The form of a rule, what it would have done, its alerts and its versions. */
export function RuleEditor({ stored, initial, notices, onCreated, onRemoved }: RuleEditorProps) {
  const [form, setForm] = useState(initial)
  const [hasTriedToSave, setHasTriedToSave] = useState(false)
  const actions = useRuleActions(stored, { initial, onCreated, onRemoved, onReplaced: setForm })
  const read = useMemo(() => readForm(form), [form])
  const { current } = actions
  const hasChanges = JSON.stringify(form) !== JSON.stringify(actions.savedForm)
  const save = () => {
    setHasTriedToSave(true)
    if (read.ok) actions.save(read.rule, form)
  }
  const name = form.name.trim()
  const title = stored === undefined && name === '' ? texts.newTitle : texts.titleOf(shownName(name))
  return (
    <DeskPage
      title={title}
      links={
        <>
          <span className={desk.note}>
            {current !== undefined && texts.revision(current.revision)}
            {!form.isEnabled && ` · ${texts.off}`}
            {hasChanges && ` · ${deskTerms.unsaved}`}
          </span>
          <TestChannels keys={form.notify.map(({ channel }) => channel)} />
          <button type="button" className={styles.save} disabled={actions.isSaving} onClick={save}>
            {actions.isSaving ? texts.saving : texts.save}
          </button>
          <Link className={desk.link} to="/alerts/rules">
            {texts.allRules}
          </Link>
        </>
      }
    >
      <UnsavedChanges hasUnsavedChanges={hasChanges} />
      {notices.map((notice) => (
        <p key={notice} role="alert">
          {notice}
        </p>
      ))}
      {actions.error !== undefined && <p role="alert">{errorText(actions.error)}</p>}
      {actions.savedRevision !== undefined && !hasChanges && (
        <p role="status" className={desk.note}>
          {texts.saved(actions.savedRevision)}
        </p>
      )}
      {actions.conflict !== undefined && (
        <Conflict
          theirs={actions.conflict}
          onOverwrite={() => {
            if (read.ok) actions.overwrite(read.rule, form)
          }}
          onDiscard={actions.discard}
        />
      )}
      <div className={styles.columns}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            save()
          }}
        >
          <RuleFields
            form={form}
            faults={read.ok ? [] : read.faults}
            areAllShown={hasTriedToSave}
            onChange={setForm}
          />
          {/* Enter in a field saves. */}
          <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
          {stored !== undefined && (
            <ConfirmButton
              label={texts.remove}
              confirmLabel={texts.confirmRemoval}
              onConfirm={actions.remove}
            />
          )}
        </form>
        <div className={styles.results}>
          <TryPanel
            rule={read.ok ? read.rule : undefined}
            form={form}
            onUseDelay={(onDelay) => {
              setForm({ ...form, onDelay })
            }}
          />
          {current !== undefined && <RulePast ruleId={current.id} />}
          {current !== undefined && (
            <RuleVersionList ruleId={current.id} revision={current.revision} onUse={setForm} />
          )}
        </div>
      </div>
    </DeskPage>
  )
}

interface ConflictProps {
  readonly theirs: RuleSummary
  readonly onOverwrite: () => void
  readonly onDiscard: () => void
}

function Conflict({ theirs, onOverwrite, onDiscard }: ConflictProps) {
  const { conflict } = texts
  const { minuteText } = useMomentTexts()
  return (
    <section className={styles.conflict} role="alert">
      <h2>{conflict.title}</h2>
      <p>{conflict.text(shownName(theirs.changedBy), minuteText(theirs.changedAt), theirs.revision)}</p>
      <button type="button" onClick={onOverwrite}>
        {conflict.overwrite}
      </button>
      <button type="button" onClick={onDiscard}>
        {conflict.reload}
      </button>
    </section>
  )
}
