import { useMutation, useQuery } from '@tanstack/react-query'
import { boardFromTemplate, type TemplateChoice } from '@wallboard/boards'
import { createQueueLabels } from '@wallboard/statistics'
import { useMemo, useState, type SyntheticEvent } from 'react'
import { boardQueries, createBoard } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { notices } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import styles from './boards.module.css'

const templates: readonly (readonly [TemplateChoice['template'], string, string])[] = [
  ['all-queues', 'All queues', 'a tile for each queue, the worst first, and the trend of the floor'],
  ['team', 'One team', 'the team as one figure, its people in numbers, and its queues'],
  ['executive', 'Executive', 'four large figures'],
  ['agents', 'Agents', 'who is ready, on a call or not ready, by name and for how long'],
]

/** A board in a few clicks: a template, a name, queues and campaigns. */
export function NewBoardForm({ onCreated }: { onCreated: (id: string) => void }) {
  const directory = useQuery(boardQueries.directory())
  const [template, setTemplate] = useState<TemplateChoice['template']>('all-queues')
  const [name, setName] = useState('')
  const [queues, setQueues] = useState<readonly string[]>([])
  const [campaigns, setCampaigns] = useState<readonly string[]>([])
  const create = useMutation({
    mutationFn: () =>
      createBoard(
        boardFromTemplate({ template, name, queues: queues.length === 0 ? 'all' : [...queues], campaigns }),
      ),
    onSuccess: onCreated,
  })

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    create.mutate()
  }

  return (
    <form onSubmit={submit} className={styles.create}>
      <fieldset>
        <legend>Template</legend>
        {templates.map(([id, title, what]) => (
          <label key={id} className={styles.template}>
            <input
              type="radio"
              name="template"
              checked={template === id}
              onChange={() => {
                setTemplate(id)
              }}
            />
            <span>
              <b>{title}</b>: {what}
            </span>
          </label>
        ))}
      </fieldset>
      <div className={styles.choices}>
        <MultiSelect
          title="Queues (none chosen: all)"
          options={directory.data?.queues ?? noOptions}
          chosen={queues}
          onChange={setQueues}
        />
        <MultiSelect
          title="Campaigns"
          options={directory.data?.campaigns ?? noOptions}
          chosen={campaigns}
          onChange={setCampaigns}
        />
      </div>
      {directory.data?.unreadLists?.map((unread) => (
        <p key={unread.list} role="alert">
          {notices.listUnread(unread)}
        </p>
      ))}
      {directory.isError && <p role="alert">{errorText(directory.error)}</p>}
      <div className={desk.row}>
        <label>
          Name
          <input
            value={name}
            required
            maxLength={80}
            placeholder="Hall"
            onChange={({ target }) => {
              setName(target.value)
            }}
          />
        </label>
        <button type="submit" disabled={create.isPending}>
          Make the board
        </button>
      </div>
      {create.isError && <p role="alert">{errorText(create.error)}</p>}
    </form>
  )
}

/** None while the list is not there, and the same each time. */
const noOptions: readonly Option[] = []

interface Option {
  readonly id: string
  readonly name: string
}

/** Many of a list; typing narrows it down. Two of one name are told apart by their ids. */
function MultiSelect(props: {
  readonly title: string
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}) {
  const { title, options, chosen, onChange } = props
  const [filter, setFilter] = useState('')
  const labelled = useMemo(() => {
    const label = createQueueLabels(new Map(options.map(({ id, name }) => [id, name])))
    return options.map(({ id }) => ({ id, label: label(id) }))
  }, [options])
  const shown = labelled.filter(({ label }) => label.toLowerCase().includes(filter.toLowerCase()))
  return (
    <fieldset>
      <legend>{title}</legend>
      <input
        aria-label={`Filter of ${title}`}
        placeholder="Filter"
        value={filter}
        onChange={({ target }) => {
          setFilter(target.value)
        }}
      />
      <ul className={styles.options}>
        {shown.map(({ id, label }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={({ target }) => {
                  onChange(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                }}
              />
              {label}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
