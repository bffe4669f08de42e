import type { AcdStatusField } from '@wallboard/five9/identifiers'
import { currentWaitMs, isWaitOfCallback, readNumber } from '@wallboard/statistics'
import { useId, type ReactNode } from 'react'
import { expectedWaitText, helpPanel, queuePage as texts, queueTable } from '../../i18n/index.ts'
import {
  useIsOld,
  useStores,
  useTile,
  type StatusStore,
  type TileStore,
} from '../../live/hooks/live-context.tsx'
import { formatFigure } from '../../ui/format/figure.ts'
import { textNodeOf, useDomBinding, type DomBinding } from '../../ui/use-dom-binding.ts'
import { queueSource } from '@wallboard/statistics'
import { maxExtraAgents } from '@wallboard/statistics/estimates'
import { expectedWaitWords, helpInputs } from '../why/estimate-text.ts'
import { queueExpectedWait, queueHelp } from '../why/queue-estimates-state.ts'
import { targetSeconds } from '../why/target-wait.ts'
import { useQueueNow } from './queue-why.tsx'
import styles from './queue-page.module.css'

/** Every field of ACD_STATUS, those that are read together beside each other. */
const shownFields = [
  ...(['callsInQueue', 'callbacksInQueue', 'currentLongestQueueTime', 'longestQueueTime'] as const),
  ...(['agentsInQueue', 'agentsOnCall', 'agentsNotReadyForCalls', 'agentsLoggedIn'] as const),
  ...(['agentsActive', 'agentsInVoicemailQueue', 'voicemailsInQueue', 'voicemailsInProgress'] as const),
  ...(['voicemailsTotal', 'vivrCallsInQueue', 'chatsInQueue', 'emailsInQueue'] as const),
] satisfies readonly AcdStatusField[]

const waitFields: ReadonlySet<AcdStatusField> = new Set(['longestQueueTime', 'currentLongestQueueTime'])
const sources = [queueSource]

function bindField(
  element: HTMLElement,
  store: TileStore,
  field: AcdStatusField,
  status: StatusStore,
): DomBinding {
  const draw = textNodeOf(element)
  const isRunning = field === 'currentLongestQueueTime'
  return {
    sources: isRunning ? [store, status] : [store],
    draw() {
      const { row, removedAt } = store.getState()
      const value = isRunning
        ? currentWaitMs(row, removedAt ?? status.getState().now)
        : readNumber(row, field)
      draw(formatFigure(value, waitFields.has(field) ? 'ms' : 'count'))
    },
  }
}

/** A field of ACD_STATUS as Five9 sent it, written into the document when it changes. */
function Field({ store, field }: { readonly store: TileStore; readonly field: AcdStatusField }) {
  const { status } = useStores().statistics
  return <span ref={useDomBinding(bindField, store, field, status)} data-field={field} />
}

function LeadFigure({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <p className={styles.label}>{title}</p>
      <p className={styles.lead}>{children}</p>
    </div>
  )
}

interface LeadFiguresProps {
  readonly queueId: string
  readonly store: TileStore
  /** The present is shown: estimates are of it alone. */
  readonly isNow: boolean
}

/** The figures that lead to an action, large. */
export function LeadFigures({ queueId, store, isNow }: LeadFiguresProps) {
  const isOld = useIsOld(sources)
  const isOfCallback = useTile(store, ({ row }) => (isWaitOfCallback(row) ? 'callback' : '')) !== ''
  const { fields } = queueTable
  return (
    <section className={styles.leads} aria-label={texts.leads} {...(isOld ? { 'data-old': '' } : {})}>
      <LeadFigure title={fields.callsInQueue.title}>
        <Field store={store} field="callsInQueue" />
      </LeadFigure>
      <LeadFigure title={isOfCallback ? texts.longestOfCallback : fields.currentLongestQueueTime.title}>
        <Field store={store} field="currentLongestQueueTime" />
      </LeadFigure>
      <LeadFigure title={texts.agents}>
        <Field store={store} field="agentsInQueue" /> · <Field store={store} field="agentsOnCall" /> ·{' '}
        <Field store={store} field="agentsNotReadyForCalls" />
      </LeadFigure>
      {isNow && <LeadEstimates queueId={queueId} store={store} />}
    </section>
  )
}

/** How long a new caller will wait and how many agents are needed, where both are known: never guessed. */
function LeadEstimates({ queueId, store }: Pick<LeadFiguresProps, 'queueId' | 'store'>) {
  const queue = useQueueNow(queueId, store)
  if (queue === undefined) return null
  const wait = queueExpectedWait(queue)
  const help = targetSeconds === undefined ? undefined : queueHelp(queue, targetSeconds)
  return (
    <>
      {wait.type === 'known' && (
        <LeadFigure title={expectedWaitText.title}>
          <span data-field="expectedWait" title={expectedWaitWords(wait).about}>
            {expectedWaitWords(wait).value}
          </span>
        </LeadFigure>
      )}
      {help?.type === 'known' && (
        <LeadFigure title={helpPanel.toAnswer(formatFigure(help.inputs.targetWait * 1_000, 'ms'))}>
          <span data-field="agentsNeeded" title={helpInputs(help.inputs)}>
            ≈ {helpPanel.extraAgents(help.value.extra, maxExtraAgents)}
          </span>
        </LeadFigure>
      )}
    </>
  )
}

/** Every figure that Five9 sends of a queue, with its definition on hover and on focus. */
export function QueueFigures({ store }: { readonly store: TileStore }) {
  const isOld = useIsOld(sources)
  return (
    <section
      className={styles.figures}
      aria-labelledby="queue-figures"
      {...(isOld ? { 'data-old': '' } : {})}
    >
      <h2 id="queue-figures">{texts.figures}</h2>
      <dl>
        {shownFields.map((field) => (
          <DefinedFigure key={field} store={store} field={field} />
        ))}
      </dl>
    </section>
  )
}

function DefinedFigure({ store, field }: { readonly store: TileStore; readonly field: AcdStatusField }) {
  const definitionId = useId()
  const { title, definition } = texts.fields[field]
  const isSent = useTile(store, ({ row }) => (readNumber(row, field) === undefined ? '' : 'sent')) !== ''
  return (
    <div className={styles.defined}>
      <dt>
        <button type="button" aria-describedby={definitionId}>
          {title}
        </button>
        <span id={definitionId} role="tooltip">
          {definition}
          {!isSent && ` ${texts.notSent}`}
        </span>
      </dt>
      <dd>
        <Field store={store} field={field} />
      </dd>
    </div>
  )
}
