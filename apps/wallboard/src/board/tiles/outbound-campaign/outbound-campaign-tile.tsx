import { campaignName, outboundMetric, outboundSource, type TileOf } from '@wallboard/boards'
import { dialerStateOf, outboundMetrics, type OutboundMetric } from '@wallboard/statistics'
import { metrics, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { useFigure } from '../../../live/hooks/live-context.tsx'
import { threeLines } from '../../layout/notes-below.ts'
import { NoData, noDataLines, useNoDataSince } from '../no-data.tsx'
import { sizedFor, TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'
import { useEmphasis } from '../use-emphasis.ts'

const text = tiles.outbound

const dataSources = [outboundSource]

/** A running outbound campaign: ready agents, calls for each of them against the target, and records that are left. */
export function OutboundCampaignTile({ tile: { campaign }, place }: TileProps<TileOf<'outbound-campaign'>>) {
  const name = useFigure((figures) => campaignName(figures.data, campaign))
  const unavailableSince = useNoDataSince(outboundSource)
  const isMissing = useFigure(
    ({ data }) => data.isAvailable(outboundSource) && !data.rows(outboundSource).has(campaign),
  )
  const state = useFigure((figures) => dialerStateOf(figures.data.rows(outboundSource).get(campaign)))
  const ready = useText(campaign, 'readyForCallAgentsCount')
  const ratio = useText(campaign, 'callsToAgentRatio')
  const target = useText(campaign, 'callsToAgentTargetRatio')
  const left = useText(campaign, 'availableRecordsCount')
  const condition = state === undefined ? text.ready : text.states[state]
  return (
    <TileFrame
      place={place}
      kind="outbound-campaign"
      name={name}
      notes={threeLines}
      dataSources={dataSources}
    >
      <p className={styles.alone} title={metrics.readyForCallAgentsCount}>
        <span ref={useEmphasis(ready)} data-field="readyForCallAgentsCount" style={sizedFor(ready)}>
          {ready}
        </span>
      </p>
      {unavailableSince !== undefined || isMissing ? (
        <NoData lines={unavailableSince === undefined ? [text.noRow] : noDataLines(unavailableSince)} />
      ) : (
        <p
          className={styles.stack}
          style={sizedFor(`${ratio} ${text.of} ${target} ${text.callsForEachAgent}`)}
        >
          <span data-field="campaignState">{condition}</span>
          <span>
            <b data-field="callsToAgentRatio">{ratio}</b> {text.of}{' '}
            <b data-field="callsToAgentTargetRatio">{target}</b> {text.callsForEachAgent}
          </span>
          <span>
            <b data-field="availableRecordsCount">{left}</b> {text.recordsLeft}
          </span>
        </p>
      )}
    </TileFrame>
  )
}

const useText = (campaign: string, metric: OutboundMetric): string =>
  useFigure((figures) =>
    formatFigure(outboundMetric(figures.data, campaign, metric), outboundMetrics[metric].unit),
  )
