import type { Activity } from '@wallboard/statistics'
import type { AgentFilter } from '@wallboard/statistics/agent-table'
import type { ReactNode } from 'react'
import { agentsPage as texts } from '../../i18n/index.ts'
import { useStores } from '../../live/hooks/live-context.tsx'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { useAgentsView } from './agents-context.tsx'
import styles from './agents-page.module.css'

interface AgentsToolbarProps {
  readonly filter: AgentFilter
  /** `isTyping`: the change is one of many, and no step of the browser's back. */
  readonly onFilter: (change: Partial<AgentFilter>, isTyping?: boolean) => void
  /** Controls at the end of the bar. */
  readonly children: ReactNode
}

const chips: readonly Activity[] = ['ready', 'on-call', 'after-call', 'not-ready']

/** The filters of the list of agents. */
export function AgentsToolbar({ filter, onFilter, children }: AgentsToolbarProps) {
  const flagged = useAgentsView(({ flags }) => flags.size)
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
      <Choices filter={filter} onFilter={onFilter} />
      <input
        type="search"
        data-filter=""
        className={styles.filter}
        placeholder={texts.filters.text}
        aria-label={texts.filters.textHint}
        aria-keyshortcuts="/"
        value={filter.text}
        onChange={({ target }) => {
          onFilter({ text: target.value }, true)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || filter.text === '') return
          event.preventDefault()
          onFilter({ text: '' }, true)
        }}
      />
      {children}
    </div>
  )
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const toggled = <T,>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list.filter((each) => each !== item) : [...list, item]

/** The choices of a reason, group, queue and campaign. One without choices is not shown. */
function Choices({ filter, onFilter }: Pick<AgentsToolbarProps, 'filter' | 'onFilter'>) {
  const { stores } = useDeskLive()
  const { queueNames } = useStores().statistics
  const directory = useAgentsView(() => stores.sources.directory())
  const queues = Array.from(queueNames(), ([id, name]) => ({ id, name }))
  return (
    <>
      <Choice
        kind={texts.filters.reason}
        options={directory.reasons}
        chosen={filter.reasonIds}
        onChoose={(reasonIds) => {
          onFilter({ reasonIds })
        }}
      />
      <Choice
        kind={texts.filters.group}
        options={directory.groups ?? []}
        chosen={filter.groupIds}
        onChoose={(groupIds) => {
          onFilter({ groupIds })
        }}
      />
      <Choice
        kind={texts.filters.queue}
        options={queues}
        chosen={filter.queueIds}
        onChoose={(queueIds) => {
          onFilter({ queueIds })
        }}
      />
      <Choice
        kind={texts.filters.campaign}
        options={directory.campaigns}
        chosen={filter.campaignIds}
        onChoose={(campaignIds) => {
          onFilter({ campaignIds })
        }}
      />
    </>
  )
}

interface ChoiceProps {
  readonly kind: string
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly chosen: readonly string[]
  readonly onChoose: (ids: readonly string[]) => void
}

/** One choice. An address may hold several ids, or one that is gone: these are one more option. */
function Choice({ kind, options, chosen, onChoose }: ChoiceProps) {
  if (options.length === 0 && chosen.length === 0) return null
  const value = chosen.join()
  const isListed = value === '' || options.some(({ id }) => id === value)
  const nameOf = (id: string) => options.find((option) => option.id === id)?.name ?? id
  return (
    <select
      aria-label={kind}
      value={value}
      {...(value === '' ? {} : { 'data-chosen': '' })}
      onChange={({ target }) => {
        onChoose(target.value === '' ? [] : target.value.split(','))
      }}
    >
      <option value="">{texts.filters.any(kind)}</option>
      {!isListed && (
        <option value={value}>{texts.filters.chosen(kind, chosen.map(nameOf).join(', '))}</option>
      )}
      {[...options]
        .sort((a, b) => a.name.localeCompare(b.name))
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {id === value ? texts.filters.chosen(kind, name) : name}
          </option>
        ))}
    </select>
  )
}
