import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Channel } from '@wallboard/relay/rest/alert-channels'
import { useState } from 'react'
import { channelQueries, testChannel } from '../../api/channel-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { channelsPage as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'
import { ChannelForm } from './channel-form.tsx'
import styles from './channels-page.module.css'
import { DeliveryLog } from './delivery-log.tsx'
import { deliveryText } from './delivery-text.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

/** What is open beside the list: the form of a new channel, or of one; the address names the log. */
type OpenForm = { readonly kind: 'new' } | { readonly kind: 'edit'; readonly key: string }

/** `/alerts/channels?channel=<key>`: where notices are sent; with the deliveries of one channel. */
export function ChannelsPage() {
  const { channel: logged } = useSearch({ from: '/signed-in/frame/alerts/channels' })
  const navigate = useNavigate()
  const [open, setOpen] = useState<OpenForm>()
  const { data, error, isPending } = useQuery(channelQueries.all())
  const mayEdit = data?.mayEdit === true
  const channels = data?.channels ?? []
  const edited = open?.kind === 'edit' ? channels.find(({ key }) => key === open.key) : undefined
  const showLog = (key: string | undefined) =>
    void navigate({ to: '.', search: key === undefined ? {} : { channel: key }, replace: true })
  const close = () => {
    setOpen(undefined)
  }
  return (
    <DeskPage
      title={texts.title}
      links={
        <>
          <Link className={desk.link} to="/alerts">
            {texts.toAlerts}
          </Link>
          {mayEdit && (
            <button
              type="button"
              className={styles.add}
              onClick={() => {
                setOpen({ kind: 'new' })
              }}
            >
              {texts.add}
            </button>
          )}
        </>
      }
    >
      {error !== null && <p role="alert">{errorText(error)}</p>}
      {isPending && <p className={desk.note}>{texts.loading}</p>}
      {data !== undefined && !mayEdit && <p className={desk.note}>{texts.adminOnly}</p>}
      {data !== undefined && channels.length === 0 && open === undefined && (
        <p className={desk.note}>{texts.none}</p>
      )}
      {open?.kind === 'new' && <ChannelForm channel={undefined} onClose={close} />}
      {edited !== undefined && <ChannelForm key={edited.key} channel={edited} onClose={close} />}
      {channels.length > 0 && (
        <ChannelTable
          channels={channels}
          mayEdit={mayEdit}
          onEdit={(key) => {
            setOpen({ kind: 'edit', key })
          }}
          onLog={showLog}
        />
      )}
      {mayEdit && logged !== undefined && (
        <DeliveryLog
          channelKey={logged}
          name={channels.find(({ key }) => key === logged)?.name ?? logged}
          onClose={() => {
            showLog(undefined)
          }}
        />
      )}
    </DeskPage>
  )
}

interface ChannelTableProps {
  readonly channels: readonly Channel[]
  readonly mayEdit: boolean
  readonly onEdit: (key: string) => void
  readonly onLog: (key: string) => void
}

function ChannelTable({ channels, mayEdit, onEdit, onLog }: ChannelTableProps) {
  const { columns } = texts
  return (
    <div className={desk.scrolls}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.name}>
              {columns.name}
            </th>
            <th scope="col">{columns.kind}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col" className={styles.delivered}>
              {columns.delivered}
            </th>
            <th scope="col" className={styles.queued}>
              {columns.queued}
            </th>
            {mayEdit && (
              <th scope="col" className={styles.actions}>
                {columns.actions}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <ChannelRow key={channel.key} {...{ channel, mayEdit, onEdit, onLog }} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Whether alerts are sent to the channel, and what is wrong with it. */
function stateOf(
  { offReason, problem, failures, failingSince }: Channel,
  timeOf: (at: number) => string,
): { text: string; isWrong: boolean } {
  if (problem !== null) return { text: texts.unreadable, isWrong: true }
  if (offReason !== null) return { text: texts.off[offReason], isWrong: offReason !== 'switched-off' }
  if (failures > 0 && failingSince !== null)
    return { text: texts.failing(failures, timeOf(failingSince)), isWrong: true }
  return { text: texts.on, isWrong: false }
}

interface ChannelRowProps extends Omit<ChannelTableProps, 'channels'> {
  readonly channel: Channel
}

function ChannelRow({ channel, mayEdit, onEdit, onLog }: ChannelRowProps) {
  const { key, kind, host, lastDeliveredAt, queued, nextAttemptAt } = channel
  const name = shownName(channel.name)
  const { minuteText: time } = useMomentTexts()
  const state = stateOf(channel, time)
  const target = host === null ? texts.kinds[kind] : texts.host(texts.kinds[kind], shownName(host))
  return (
    <tr data-channel={key}>
      <th scope="row" title={key}>
        {name}
      </th>
      <td title={target}>{target}</td>
      <td title={state.text}>
        {state.isWrong ? <span className={styles.wrong}>▲ {state.text}</span> : state.text}
      </td>
      <td data-field="lastDelivered">{lastDeliveredAt === null ? texts.never : time(lastDeliveredAt)}</td>
      <td>
        {nextAttemptAt === null || queued === 0 ? queued : texts.nextAttempt(queued, time(nextAttemptAt))}
      </td>
      {mayEdit && (
        <td className={styles.actions}>
          <TestButton channelKey={key} name={name} />
          <button
            type="button"
            aria-label={texts.logOf(name)}
            onClick={() => {
              onLog(key)
            }}
          >
            {texts.log}
          </button>
          <button
            type="button"
            aria-label={texts.editOf(name)}
            onClick={() => {
              onEdit(key)
            }}
          >
            {texts.edit}
          </button>
        </td>
      )}
    </tr>
  )
}

/** Sends a test at once, and says what became of it. */
function TestButton({ channelKey, name }: { readonly channelKey: string; readonly name: string }) {
  const client = useQueryClient()
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: () => testChannel(channelKey),
    onSettled: () => client.invalidateQueries({ queryKey: channelQueries.all().queryKey }),
  })
  const result = error !== null ? errorText(error) : data === undefined ? '' : deliveryText(data)
  return (
    <>
      <button
        type="button"
        aria-label={texts.testOf(name)}
        disabled={isPending}
        onClick={() => {
          mutate()
        }}
      >
        {texts.test}
      </button>
      <span role="status" className={styles.result} title={result}>
        {result}
      </span>
    </>
  )
}
