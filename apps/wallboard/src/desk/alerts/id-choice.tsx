import type { SubjectKind } from '@wallboard/alerts'
import { useQuery } from '@tanstack/react-query'
import { boardQueries } from '../../api/board-queries.ts'
import { displayQueries } from '../../api/display-queries.ts'
import { ruleForm as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import styles from './rule-page.module.css'

type IdKind = 'queues' | 'campaigns' | 'displays'

/** Which ids the rule of a subject names; undefined for one that names none. */
const kinds: Readonly<Record<SubjectKind, IdKind | undefined>> = {
  floor: undefined,
  queues: 'queues',
  group: 'queues',
  agents: 'queues',
  campaigns: 'campaigns',
  outboundCampaigns: 'campaigns',
  link: undefined,
  displays: 'displays',
}

interface IdChoiceProps {
  readonly subject: SubjectKind
  readonly ids: 'all' | readonly string[]
  readonly onChange: (ids: 'all' | readonly string[]) => void
}

/** The queues, campaigns or displays of a rule: all of them, also those to come, or some. */
export function IdChoice({ subject, ids, onChange }: IdChoiceProps) {
  const kind = kinds[subject]
  const named = useNamed(subject)
  if (kind === undefined) return null
  const names = new Map(named.map(({ id, name }) => [id, shownName(name)]))
  // What was removed stays listed, so that it can be left out.
  if (ids !== 'all') for (const id of ids) if (!names.has(id)) names.set(id, id)
  const toggle = (id: string, isChosen: boolean) => {
    const before = ids === 'all' ? [] : ids
    const after = isChosen ? [...before, id] : before.filter((each) => each !== id)
    onChange(after.length === 0 ? 'all' : after)
  }
  return (
    <details className={styles.ids}>
      <summary>
        <span>{texts.fields.ids[kind]}</span>
        <span className={styles.summary}>
          {ids === 'all'
            ? texts.allOf[kind]
            : ids.length === 1
              ? names.get(ids[0] ?? '')
              : texts.chosen(ids.length)}
        </span>
      </summary>
      <ul>
        <li>
          <label>
            <input
              type="checkbox"
              checked={ids === 'all'}
              onChange={() => {
                onChange('all')
              }}
            />
            {texts.allOf[kind]}
          </label>
        </li>
        {[...names].map(([id, name]) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={ids !== 'all' && ids.includes(id)}
                onChange={({ target }) => {
                  toggle(id, target.checked)
                }}
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}

interface Named {
  readonly id: string
  readonly name: string
}

/** What a subject can name, by name. */
function useNamed(subject: SubjectKind): readonly Named[] {
  const kind = kinds[subject]
  const { data: directory } = useQuery({
    ...boardQueries.directory(),
    enabled: kind !== undefined && kind !== 'displays',
  })
  const { data: displays } = useQuery({ ...displayQueries.all(), enabled: kind === 'displays' })
  const sorted = (list: readonly Named[]) => [...list].sort((a, b) => a.name.localeCompare(b.name))
  switch (kind) {
    case undefined:
      return []
    case 'displays':
      return sorted(displays?.displays ?? [])
    case 'queues':
      return sorted(directory?.queues ?? [])
    case 'campaigns':
      return sorted(
        (directory?.campaigns ?? []).filter(
          ({ isOutbound }) => isOutbound === undefined || isOutbound === (subject === 'outboundCampaigns'),
        ),
      )
  }
}
