import type { QueueGroup } from '@wallboard/boards'
import type { Level } from '@wallboard/statistics'
import type { ReactNode } from 'react'
import { board, queueTable as texts } from '../../i18n/index.ts'
import { useQueueFacts } from '../desk-session/desk-figures-context.tsx'
import { FilterField } from '../table/filter-field.tsx'
import { LevelMark } from '../table/level-mark.tsx'
import type { TableState } from '../table/table-address-state.ts'
import { groupAddress, mineGroup } from './queue-group-state.ts'
import styles from './queue-panel.module.css'

interface QueueToolbarProps {
  readonly state: TableState
  readonly groups: readonly QueueGroup[]
  readonly summary: string
  /** `isTyping`: the change is one of many, and no step of the browser's back. */
  readonly change: (changed: Partial<TableState>, isTyping?: boolean) => void
  /** Controls at the end of the bar. */
  readonly children: ReactNode
}

/** More groups are in a list beside the buttons. */
const maxButtons = 5

/** The groups, levels and text that a table of queues is filtered by. */
export function QueueToolbar({ state, groups, summary, change, children }: QueueToolbarProps) {
  const { text, group } = state
  return (
    <div className={styles.toolbar}>
      <Groups groups={groups} group={group} change={change} />
      <Levels levels={state.levels} change={change} />
      <p className={styles.summary}>{summary}</p>
      <FilterField
        text={text}
        placeholder={texts.filter}
        label={texts.filterHint}
        className={styles.filter}
        onType={(typed) => {
          change({ text: typed }, true)
        }}
      />
      {children}
    </div>
  )
}

/** All queues, the groups of the domain's boards, and the person's favourites. */
function Groups({
  groups,
  group,
  change,
}: Pick<QueueToolbarProps, 'groups' | 'change'> & Pick<TableState, 'group'>) {
  const button = (value: string | undefined, title: string) => (
    <button
      key={value ?? ''}
      type="button"
      aria-pressed={group === value}
      onClick={() => {
        change({ group: value })
      }}
    >
      {title}
    </button>
  )
  const others = groups.slice(maxButtons)
  const isOther = others.some((each) => groupAddress(each) === group)
  return (
    <div className={styles.groups} role="group" aria-label={texts.groups}>
      {button(undefined, texts.all)}
      {groups.slice(0, maxButtons).map((each) => button(groupAddress(each), each.name))}
      {button(mineGroup, texts.mine)}
      {others.length > 0 && (
        <select
          aria-label={texts.moreGroups}
          value={isOther ? group : ''}
          {...(isOther ? { 'data-chosen': '' } : {})}
          onChange={({ target }) => {
            change({ group: target.value === '' ? undefined : target.value })
          }}
        >
          <option value="">{texts.moreGroups}</option>
          {others.map((each) => (
            <option key={each.name} value={groupAddress(each)}>
              {each.name}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

const alertLevels = ['critical', 'warn'] as const satisfies readonly Level[]

/** Shows only queues with alerts of a level; each button has their number. */
function Levels({ levels, change }: Pick<TableState, 'levels'> & Pick<QueueToolbarProps, 'change'>) {
  const facts = useQueueFacts()
  return (
    <div className={styles.groups} role="group" aria-label={texts.levels}>
      {alertLevels.map((level) => {
        const count = facts.filter((queue) => queue.level === level).length
        const isChosen = levels.includes(level)
        return (
          <button
            key={level}
            type="button"
            data-level-filter={level}
            aria-pressed={isChosen}
            aria-label={texts.levelFilter(board.levels[level], count)}
            title={texts.levelFilter(board.levels[level], count)}
            onClick={() => {
              change({ levels: isChosen ? levels.filter((each) => each !== level) : [...levels, level] })
            }}
          >
            <LevelMark level={level} /> {count}
          </button>
        )
      })}
    </div>
  )
}
