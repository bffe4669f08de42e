import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Channel } from '@wallboard/relay/rest/alert-channels'
import { channelQueries } from '../../api/channel-queries.ts'
import { ruleForm } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { faultsAt } from './form-field.tsx'
import type { FieldFault, NotifyFields } from './rule-form-state.ts'
import styles from './rule-page.module.css'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

const { notify: texts } = ruleForm
const levels = ['', 'critical'] as const

interface NotifyFieldListProps {
  readonly steps: readonly NotifyFields[]
  readonly faults: readonly FieldFault[]
  readonly onChange: (steps: readonly NotifyFields[]) => void
}

/** Who is notified: walls and desk always, channels from a level on and after a time without an acknowledgement. */
export function NotifyFieldList({ steps, faults, onChange }: NotifyFieldListProps) {
  const { data } = useQuery(channelQueries.all())
  const channels = data?.channels ?? []
  const [first] = channels
  return (
    <>
      <h2>{ruleForm.groups.notify}</h2>
      <p className={styles.fact}>
        <span>{ruleForm.walls}</span>
        <span className={styles.summary}>{ruleForm.wallsHow}</span>
      </p>
      {steps.map((step, index) => (
        <NotifyStepFields
          key={index}
          step={step}
          channels={channels}
          faults={faultsAt(faults, `notify[${index}]`)}
          onChange={(changed) => {
            onChange(steps.map((each, at) => (at === index ? changed : each)))
          }}
          onRemove={() => {
            onChange(steps.filter((_, at) => at !== index))
          }}
        />
      ))}
      {first === undefined ? (
        <p className={styles.aside}>
          {texts.noChannels} <Link to="/alerts/channels">{texts.toChannels}</Link>
        </p>
      ) : (
        <button
          type="button"
          onClick={() => {
            const unused = channels.find(({ key }) => !steps.some(({ channel }) => channel === key)) ?? first
            onChange([...steps, { channel: unused.key, level: '', afterMinutes: '', hasNames: false }])
          }}
        >
          {texts.add}
        </button>
      )}
      <LastDelivered channels={channels.filter(({ key }) => steps.some(({ channel }) => channel === key))} />
    </>
  )
}

interface NotifyStepFieldsProps {
  readonly step: NotifyFields
  readonly channels: readonly Channel[]
  readonly faults: readonly string[]
  readonly onChange: (step: NotifyFields) => void
  readonly onRemove: () => void
}

function NotifyStepFields({ step, channels, faults, onChange, onRemove }: NotifyStepFieldsProps) {
  const known = channels.find(({ key }) => key === step.channel)
  const name = shownName(known?.name ?? step.channel)
  return (
    <fieldset className={styles.step}>
      <legend className={styles.hidden}>{name}</legend>
      <select
        aria-label={texts.channel}
        value={step.channel}
        onChange={({ target }) => {
          onChange({ ...step, channel: target.value })
        }}
      >
        {known === undefined && <option value={step.channel}>{texts.unknown(step.channel)}</option>}
        {channels.map((channel) => (
          <option key={channel.key} value={channel.key}>
            {shownName(channel.name)}
          </option>
        ))}
      </select>
      <select
        aria-label={texts.level}
        value={step.level === 'critical' ? 'critical' : ''}
        onChange={({ target }) => {
          onChange({ ...step, level: target.value === 'critical' ? 'critical' : '' })
        }}
      >
        {levels.map((level) => (
          <option key={level} value={level}>
            {texts.levels[level]}
          </option>
        ))}
      </select>
      <button type="button" aria-label={texts.remove(name)} title={texts.remove(name)} onClick={onRemove}>
        ×
      </button>
      <label>
        {texts.afterShort}
        <input
          aria-label={texts.afterMinutes}
          inputMode="numeric"
          value={step.afterMinutes}
          placeholder="0"
          onChange={({ target }) => {
            onChange({ ...step, afterMinutes: target.value })
          }}
        />
      </label>
      {known?.allowsNames === true && (
        <label>
          <input
            type="checkbox"
            checked={step.hasNames}
            onChange={({ target }) => {
              onChange({ ...step, hasNames: target.checked })
            }}
          />
          {texts.hasNames}
        </label>
      )}
      {faults.length > 0 && <p className={styles.fault}>{faults.join(' ')}</p>}
    </fieldset>
  )
}

function LastDelivered({ channels }: { readonly channels: readonly Channel[] }) {
  const { minuteText } = useMomentTexts()
  if (channels.length === 0) return null
  return (
    <ul className={styles.delivered}>
      {channels.map(({ key, name, lastDeliveredAt }) => (
        <li key={key}>
          {lastDeliveredAt === null
            ? ruleForm.neverDelivered(shownName(name))
            : ruleForm.lastDelivered(shownName(name), minuteText(lastDeliveredAt))}
        </li>
      ))}
    </ul>
  )
}
