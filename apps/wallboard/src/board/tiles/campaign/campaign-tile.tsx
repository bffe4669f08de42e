import { campaignMetric, campaignName, campaignSource, type TileOf } from '@wallboard/boards'
import { campaignMetrics, minSampleSize, type CampaignMetric } from '@wallboard/statistics'
import { metrics, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { useFigure } from '../../../live/hooks/live-context.tsx'
import { threeLines } from '../../layout/notes-below.ts'
import { NoData, noDataLines, useNoDataSince } from '../no-data.tsx'
import { sizedFor, TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'
import { useEmphasis } from '../use-emphasis.ts'

const text = tiles.campaign

const dataSources = [campaignSource]

/** An inbound campaign: Five9's own service level, calls, abandoned, and the average speed of answer. */
export function CampaignTile({ tile: { campaign }, place }: TileProps<TileOf<'campaign'>>) {
  const name = useFigure((figures) => campaignName(figures.data, campaign))
  const unavailableSince = useNoDataSince(campaignSource)
  const isFew = useFigure(
    (figures) => (campaignMetric(figures.data, campaign, 'totalCallsCount') ?? minSampleSize) < minSampleSize,
  )
  const level = useText(campaign, 'serviceLevelQueue')
  const calls = useText(campaign, 'totalCallsCount')
  const abandoned = useText(campaign, 'abandonCallRate')
  const speed = useText(campaign, 'averageSpeedOfAnswer')
  return (
    <TileFrame place={place} kind="campaign" name={name} notes={threeLines} dataSources={dataSources}>
      <p className={styles.alone} title={metrics.serviceLevelQueue}>
        <span ref={useEmphasis(level)} data-field="serviceLevelQueue" style={sizedFor(level)}>
          {level}
        </span>
      </p>
      {unavailableSince !== undefined ? (
        <NoData lines={noDataLines(unavailableSince)} />
      ) : (
        <p
          className={styles.stack}
          style={sizedFor(`${calls} ${text.calls} · ${speed} ${text.speedOfAnswer}`)}
        >
          <span>{isFew ? text.fewCalls : text.serviceLevel}</span>
          <span>
            <b data-field="abandonCallRate">{abandoned}</b> {text.abandoned}
          </span>
          <span>
            <b data-field="totalCallsCount">{calls}</b> {text.calls} ·{' '}
            <b data-field="averageSpeedOfAnswer">{speed}</b> {text.speedOfAnswer}
          </span>
        </p>
      )}
    </TileFrame>
  )
}

const useText = (campaign: string, metric: CampaignMetric): string =>
  useFigure((figures) =>
    formatFigure(campaignMetric(figures.data, campaign, metric), campaignMetrics[metric].unit),
  )
