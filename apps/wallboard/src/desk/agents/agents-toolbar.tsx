import type { Activity } from '@wallboard/statistics'
import type { AgentFilter } from '@wallboard/statistics/agent-table'
import { memo, useCallback, useMemo, type ReactNode } from 'react'
import { agentsPage as texts } from '../../i18n/index.ts'
import { useStores } from '../../live/hooks/live-context.tsx'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { FilterField } from '../table/filter-field.tsx'
import { useAgentsView } from './agents-context.tsx'
import styles from './agents-page.module.css'

interface AgentsToolbarProps {
  readonly filter: AgentFilter
  /**
   * `isTyping`: the change is one of many, and no step of the browser's back. Pass the same function at each render.
   */
  readonly onFilter: (change: Partial<AgentFilter>, isTyping?: boolean) => void
  /** Controls at the end of the bar. */
  readonly children: ReactNode
}

const chips: readonly Activity[] = ['ready', 'on-call', 'after-call', 'not-ready']

/** The filters of the list of agents. */
export function AgentsToolbar({ filter, onFilter, children }: AgentsToolbarProps) {
  const flagged = useAgentsView(({ flags }) => flags.size)
  const onType = useCallback(
    (text: string) => {
      onFilter({ text }, true)
    },
    [onFilter],
  )
  const isAll = filter.activities.length === 0 && !filter.isFlagged
  return (
    <div className={styles.toolbar}>
      <div className={styles.chips} role="group" aria-label={texts.filters.label}>
        <button
          type="button"
          aria-pressed={isAll}
          onClick={() => {
            onFilter({ activities: [], isFlagged: false })
          }}
        >
          {texts.filters.all}
        </button>
        <button
          type="button"
          aria-pressed={filter.isFlagged}
          onClick={() => {
            onFilter({ isFlagged: !filter.isFlagged })
          }}
        >
          {texts.filters.flagged(flagged)}
        </button>
        {chips.map((activity) => (
          <button
            key={activity}
            type="button"
            aria-pressed={filter.activities.includes(activity)}
            onClick={() => {
              onFilter({ activities: toggled(filter.activities, activity) })
            }}
          >
            {capitalised(texts.activities[activity])}
          </button>
        ))}
      </div>
      <Choices
        reason={filter.reasonIds.join()}
        group={filter.groupIds.join()}
        queue={filter.queueIds.join()}
        campaign={filter.campaignIds.join()}
        onFilter={onFilter}
      />
      <FilterField
        text={filter.text}
        placeholder={texts.filters.text}
        label={texts.filters.textHint}
        className={styles.filter}
        onType={onType}
      />
      {children}
    </div>
  )
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const toggled = <T,>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list.filter((each) => each !== item) : [...list, item]

interface ChoicesProps extends Pick<AgentsToolbarProps, 'onFilter'> {
  /** The chosen ids of each kind, with commas between them; empty for all. */
  readonly reason: string
  readonly group: string
  readonly queue: string
  readonly campaign: string
}

/**
 * The choices of a reason, group, queue and campaign. One without choices is not shown. They hold an option for each queue
 * of the domain: typing in the filter does not render them.
 */
const Choices = memo(function Choices({ reason, group, queue, campaign, onFilter }: ChoicesProps) {
  const { stores } = useDeskLive()
  const { queueNames } = useStores().statistics
  const directory = useAgentsView(() => stores.sources.directory())
  const names = useAgentsView(queueNames)
  const queues = useMemo(() => Array.from(names, ([id, name]) => ({ id, name })), [names])
  return (
    <>
      <Choice
        kind={texts.filters.reason}
        options={directory.reasons}
        chosen={reason}
        onChoose={(reasonIds) => {
          onFilter({ reasonIds })
        }}
      />
      <Choice
        kind={texts.filters.group}
        options={directory.groups ?? noOptions}
        chosen={group}
        onChoose={(groupIds) => {
          onFilter({ groupIds })
        }}
      />
      <Choice
        kind={texts.filters.queue}
        options={queues}
        chosen={queue}
        onChoose={(queueIds) => {
          onFilter({ queueIds })
        }}
      />
      <Choice
        kind={texts.filters.campaign}
        options={directory.campaigns}
        chosen={campaign}
        onChoose={(campaignIds) => {
          onFilter({ campaignIds })
        }}
      />
    </>
  )
})

interface ChoiceOption {
  readonly id: string
  readonly name: string
}

const noOptions: readonly ChoiceOption[] = []
const byName = new Intl.Collator()

interface ChoiceProps {
  readonly kind: string
  readonly options: readonly ChoiceOption[]
  readonly chosen: string
  readonly onChoose: (ids: readonly string[]) => void
}

/** One choice. An address may hold several ids, or one that is gone: these are one more option. */
function Choice({ kind, options, chosen, onChoose }: ChoiceProps) {
  const sorted = useMemo(() => [...options].sort((a, b) => byName.compare(a.name, b.name)), [options])
  if (options.length === 0 && chosen === '') return null
  const isListed = chosen === '' || options.some(({ id }) => id === chosen)
  const nameOf = (id: string) => options.find((option) => option.id === id)?.name ?? id
  return (
    <select
      aria-label={kind}
      value={chosen}
      {...(chosen === '' ? {} : { 'data-chosen': '' })}
      onChange={({ target }) => {
        onChoose(target.value === '' ? [] : target.value.split(','))
      }}
    >
      <option value="">{texts.filters.any(kind)}</option>
      {!isListed && (
        <option value={chosen}>{texts.filters.chosen(kind, chosen.split(',').map(nameOf).join(', '))}</option>
      )}
      {sorted.map(({ id, name }) => (
        <option key={id} value={id}>
          {id === chosen ? texts.filters.chosen(kind, name) : name}
        </option>
      ))}
    </select>
  )
}
