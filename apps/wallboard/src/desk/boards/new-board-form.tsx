import { useMutation, useQuery } from '@tanstack/react-query'
import { boardFromTemplate, type TemplateChoice } from '@wallboard/boards'
import { createQueueLabels } from '@wallboard/statistics'
import { useMemo, useState, type SyntheticEvent } from 'react'
import { boardQueries, createBoard } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { newBoard as texts, notices } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import styles from './boards.module.css'

const templates: readonly TemplateChoice['template'][] = ['all-queues', 'team', 'executive', 'agents']

/** Creates a board from a template, a name, queues and campaigns. */
export function NewBoardForm({ onCreated }: { onCreated: (id: string) => void }) {
  const directory = useQuery(boardQueries.directory())
  const [template, setTemplate] = useState<TemplateChoice['template']>('all-queues')
  const [name, setName] = useState('')
  const [queues, setQueues] = useState<readonly string[]>([])
  const [campaigns, setCampaigns] = useState<readonly string[]>([])
  const outbound = new Set(
    directory.data?.campaigns.filter(({ isOutbound }) => isOutbound === true).map(({ id }) => id),
  )
  const create = useMutation({
    mutationFn: () =>
      createBoard(
        boardFromTemplate({
          template,
          name,
          queues: queues.length === 0 ? 'all' : [...queues],
          campaigns: campaigns.filter((id) => !outbound.has(id)),
          outboundCampaigns: campaigns.filter((id) => outbound.has(id)),
        }),
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
        <legend>{texts.template}</legend>
        {templates.map((id) => (
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
              <b>{texts.templates[id].title}</b>: {texts.templates[id].text}
            </span>
          </label>
        ))}
      </fieldset>
      <div className={styles.choices}>
        <MultiSelect
          title={texts.queues}
          options={directory.data?.queues ?? noOptions}
          chosen={queues}
          onChange={setQueues}
        />
        <MultiSelect
          title={texts.campaigns}
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
          {texts.name}
          <input
            value={name}
            required
            maxLength={80}
            placeholder={texts.namePlaceholder}
            onChange={({ target }) => {
              setName(target.value)
            }}
          />
        </label>
        <button type="submit" disabled={create.isPending}>
          {texts.create}
        </button>
      </div>
      {create.isError && <p role="alert">{errorText(create.error)}</p>}
    </form>
  )
}

/** While the list is loading. One array: a new one would render the list again. */
const noOptions: readonly Option[] = []

interface Option {
  readonly id: string
  readonly name: string
}

/** Selects several options of a list that can be filtered. Options with equal names show their ids. */
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
        aria-label={texts.filterOf(title)}
        placeholder={texts.filter}
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
                  onChange(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
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
