import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Delivery } from '@wallboard/relay/rest/alert-channels'
import { useState } from 'react'
import { channelQueries, sendAgain } from '../../api/channel-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { channelsPage } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import desk from '../desk.module.css'
import styles from './channels-page.module.css'
import { deliveryText } from './delivery-text.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

const { deliveries: texts, close } = channelsPage

interface DeliveryLogProps {
  readonly channelKey: string
  readonly name: string
  readonly onClose: () => void
}

/** What was sent to a channel and what the receiver answered, the newest first. */
export function DeliveryLog({ channelKey, name, onClose }: DeliveryLogProps) {
  const { data, error, isPending } = useQuery(channelQueries.deliveries(channelKey))
  const { columns } = texts
  return (
    <section aria-labelledby="deliveries">
      <div className={styles.head}>
        <h2 id="deliveries">{texts.title(shownName(name))}</h2>
        <button type="button" onClick={onClose}>
          {close}
        </button>
      </div>
      {error !== null && <p role="alert">{errorText(error)}</p>}
      {isPending && <p className={desk.note}>{texts.loading}</p>}
      {data?.deliveries.length === 0 && <p className={desk.note}>{texts.none}</p>}
      {data !== undefined && data.deliveries.length > 0 && (
        <div className={desk.scrolls}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col" className={styles.at}>
                  {columns.at}
                </th>
                <th scope="col" className={styles.type}>
                  {columns.type}
                </th>
                <th scope="col">{columns.title}</th>
                <th scope="col" className={styles.attempt}>
                  {columns.attempt}
                </th>
                <th scope="col">{columns.outcome}</th>
                <th scope="col" className={styles.again}>
                  {columns.actions}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.deliveries.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} channelKey={channelKey} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function DeliveryRow({ delivery, channelKey }: { readonly delivery: Delivery; readonly channelKey: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const { id, type, at, attempt, outcome, webhookId, detail, response } = delivery
  const title = shownName(delivery.title)
  const outcomeText = deliveryText(delivery)
  const { momentText } = useMomentTexts()
  return (
    <>
      <tr data-delivery={outcome}>
        <td className={styles.at}>{momentText(at)}</td>
        <td className={styles.type}>{texts.types[type]}</td>
        <td title={title}>{title}</td>
        <td className={styles.attempt}>{attempt}</td>
        <td title={outcomeText}>
          <button
            type="button"
            className={styles.textButton}
            aria-expanded={isOpen}
            onClick={() => {
              setIsOpen(!isOpen)
            }}
          >
            {outcomeText}
          </button>
        </td>
        <td className={styles.again}>
          {type !== 'alert.test' && outcome !== 'retrying' && (
            <AgainButton id={id} title={title} at={at} channelKey={channelKey} />
          )}
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6} className={styles.detail}>
            <dl>
              <dt>{texts.webhookId}</dt>
              <dd>{webhookId}</dd>
              {detail !== null && (
                <>
                  <dt>{texts.error}</dt>
                  <dd>{shownName(detail)}</dd>
                </>
              )}
              {response !== null && (
                <>
                  <dt>{texts.answer}</dt>
                  <dd>
                    <pre>{response}</pre>
                  </dd>
                </>
              )}
            </dl>
          </td>
        </tr>
      )}
    </>
  )
}

interface AgainButtonProps {
  readonly id: string
  readonly title: string
  readonly at: number
  readonly channelKey: string
}

/** Queues a notice once more; its receiver knows it by its id. */
function AgainButton({ id, title, at, channelKey }: AgainButtonProps) {
  const client = useQueryClient()
  const { momentText } = useMomentTexts()
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => sendAgain(id),
    onSettled: () => client.invalidateQueries({ queryKey: channelQueries.deliveries(channelKey).queryKey }),
  })
  return (
    <>
      <button
        type="button"
        aria-label={texts.againOf(title, momentText(at))}
        disabled={isPending || isSuccess}
        onClick={() => {
          mutate()
        }}
      >
        {isSuccess ? texts.queued : texts.again}
      </button>
      {error !== null && <span role="alert">{errorText(error)}</span>}
    </>
  )
}
