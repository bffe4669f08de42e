import { useMutation, useQueryClient } from '@tanstack/react-query'
import { channelKinds, type Channel } from '@wallboard/relay/rest/alert-channels'
import { useState, type SubmitEvent } from 'react'
import { changeChannel, channelQueries, createChannel, removeChannel } from '../../api/channel-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { channelsPage } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { ConfirmButton } from '../frame/confirm-button.tsx'
import { changeOf, fieldsOf, newChannelOf, type ChannelFields } from './channel-form-state.ts'
import styles from './channels-page.module.css'
import { ChoiceField, TextField } from './form-field.tsx'
import { keyOf } from './rule-form-state.ts'
import { createSigningKey } from './signing-key.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

const { form: texts, kinds, kindNotes } = channelsPage

const randomKey = (): string => createSigningKey((bytes) => crypto.getRandomValues(bytes))

interface ChannelFormProps {
  /** Undefined for a new one. */
  readonly channel: Channel | undefined
  readonly onClose: () => void
}

/** Creates or changes a channel. Its address and signing key are written and never shown again. */
export function ChannelForm({ channel, onClose }: ChannelFormProps) {
  const client = useQueryClient()
  const [fields, setFields] = useState<ChannelFields>(() => ({
    ...fieldsOf(channel),
    ...(channel === undefined ? { signingKey: randomKey() } : {}),
  }))
  const [isIncomplete, setIsIncomplete] = useState(false)
  const change = (part: Partial<ChannelFields>) => {
    setFields({ ...fields, ...part })
  }
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (send: () => Promise<unknown>) => {
      await send()
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: channelQueries.all().queryKey })
      onClose()
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (channel !== undefined) {
      mutate(() => changeChannel(channel.key, changeOf(channel, fields)))
      return
    }
    const created = newChannelOf(fields, randomKey)
    setIsIncomplete(created === undefined)
    if (created !== undefined) mutate(() => createChannel(created))
  }
  const title = channel === undefined ? texts.newTitle : texts.editTitle(shownName(channel.name))
  return (
    <form className={styles.form} aria-label={title} onSubmit={submit}>
      <h2>{title}</h2>
      <TextField
        label={texts.name}
        value={fields.name}
        faults={[]}
        isWide
        onChange={(name) => {
          change({ name })
        }}
      />
      {channel === undefined && (
        <>
          <TextField
            label={texts.key}
            value={fields.key}
            placeholder={keyOf(fields.name)}
            faults={[]}
            isWide
            onChange={(key) => {
              change({ key })
            }}
          />
          <ChoiceField
            label={texts.kind}
            value={fields.kind}
            choices={channelKinds.map((kind) => [kind, kinds[kind]])}
            onChange={(kind) => {
              change({ kind })
            }}
          />
        </>
      )}
      <p className={styles.note}>{kindNotes[fields.kind]}</p>
      <TextField
        label={texts.address}
        value={fields.address}
        placeholder={channel === undefined ? texts.addressStart : texts.keepAddress}
        faults={[]}
        isWide
        onChange={(address) => {
          change({ address })
        }}
      />
      <p className={styles.note}>{texts.addressNote}</p>
      {fields.kind === 'webhook' && (
        <SigningKeyField
          channel={channel}
          signingKey={fields.signingKey}
          onChange={(signingKey) => {
            change({ signingKey })
          }}
          onEndPrevious={(key) => {
            mutate(() => changeChannel(key, { endsPreviousKey: true }))
          }}
        />
      )}
      <Checks isNew={channel === undefined} fields={fields} onChange={change} />
      {isIncomplete && <p role="alert">{texts.missing}</p>}
      {error !== null && <p role="alert">{errorText(error)}</p>}
      <div className={styles.buttons}>
        <button type="submit" disabled={isPending}>
          {channel === undefined ? texts.create : texts.save}
        </button>
        <button type="button" onClick={onClose}>
          {texts.cancel}
        </button>
        {channel !== undefined && (
          <ConfirmButton
            label={texts.remove}
            confirmLabel={texts.confirmRemoval}
            onConfirm={() => {
              mutate(() => removeChannel(channel.key))
            }}
          />
        )}
      </div>
    </form>
  )
}

interface ChecksProps {
  readonly isNew: boolean
  readonly fields: ChannelFields
  readonly onChange: (part: Partial<ChannelFields>) => void
}

const Checks = ({ isNew, fields, onChange }: ChecksProps) =>
  (['allowsNames', 'isEnabled'] as const)
    .filter((name) => name === 'allowsNames' || !isNew)
    .map((name) => (
      <label key={name} className={styles.check}>
        <input
          type="checkbox"
          checked={fields[name]}
          onChange={({ target }) => {
            onChange({ [name]: target.checked })
          }}
        />
        {texts[name]}
      </label>
    ))

interface SigningKeyFieldProps {
  readonly channel: Channel | undefined
  /** Empty: the stored key stays. */
  readonly signingKey: string
  readonly onChange: (signingKey: string) => void
  readonly onEndPrevious: (channelKey: string) => void
}

/** The signing key of a webhook: made here and shown once, so that it can be given to the receiver. */
function SigningKeyField({ channel, signingKey, onChange, onEndPrevious }: SigningKeyFieldProps) {
  const [isCopied, setIsCopied] = useState(false)
  const { minuteText } = useMomentTexts()
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(signingKey)
    setIsCopied(true)
  }
  if (signingKey === '')
    return (
      <p className={styles.note}>
        <button
          type="button"
          onClick={() => {
            onChange(randomKey())
          }}
        >
          {texts.newKey}
        </button>{' '}
        {texts.newKeyNote}
        {channel !== undefined && channel.previousKeyUntil !== null && (
          <>
            {' '}
            {texts.previousUntil(minuteText(channel.previousKeyUntil))}{' '}
            <button
              type="button"
              onClick={() => {
                onEndPrevious(channel.key)
              }}
            >
              {texts.endPrevious}
            </button>
          </>
        )}
      </p>
    )
  return (
    <>
      <p className={styles.key}>
        <span>{texts.signingKey}</span>
        <code data-signing-key="">{signingKey}</code>
        {/* The clipboard needs https or localhost; the key can be selected as well. */}
        {window.isSecureContext && (
          <button type="button" onClick={() => void copy()}>
            {isCopied ? texts.copied : texts.copy}
          </button>
        )}
      </p>
      <p className={styles.note}>{texts.signingKeyNote}</p>
    </>
  )
}
