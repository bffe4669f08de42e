import type { Board } from '@wallboard/boards'
import type { FeedName } from '../store/history-store.ts'
import type { AgentTimeline } from '@wallboard/relay/rest/agent-timeline'
import type { HistoryBand, HistoryCoverage } from '@wallboard/relay/rest/history'
import type { HistoryDay } from '@wallboard/relay/rest/history-day'
import type { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import type { BandSubject } from './read-band.ts'
import type { PostedVisible } from './reader-message.ts'
import type { EstimateFacts } from '@wallboard/relay/rest/estimates'
import type { TypicalLengths } from '@wallboard/relay/rest/typical-lengths'
import type { CallForecasts, CallForecastsRequest } from './read-call-forecasts.ts'
import type { EstimatesRequest } from '../why/read-estimates.ts'
import type { WhyReply, WhyRequest } from '../why/read-why.ts'
import type { DayQueues } from './read-day-points.ts'
import type { RecordedSteps, StepsRange } from './read-steps.ts'
import type { RecordedSeries, SeriesSubject } from './read-series.ts'
import type { TrendsTime, TrendSubjects } from './read-trends.ts'
import type { MomentReply } from './recorded-moment.ts'

/** Whose recording is read. */
export interface RecordingName {
  readonly name: FeedName
  readonly isPersonal: boolean
}

/** Trends and spark lines up to now. */
export interface TrendsRequest extends RecordingName, TrendSubjects, TrendsTime {}

/** The waiting calls of some queues, and the alerts of a board, in `[from, to)`. */
export interface DayRequest extends RecordingName, DayQueues {
  readonly from: number
  readonly to: number
  /** Undefined: no alerts. */
  readonly board: Board | undefined
  readonly visible: PostedVisible
  readonly isOwn: boolean
}

/** The normal band of one figure on one local day. */
export interface BandRequest extends RecordingName, BandSubject {
  /** Such as `2026-11-26`, in the time zone of the domain. */
  readonly day: string
  /** Dates that are left out of bands, and have none. */
  readonly holidays: readonly string[]
}

/** A part of a recording, epoch milliseconds. */
export interface SeriesRequest extends RecordingName {
  readonly from: number
  readonly to: number
  readonly of: SeriesSubject
}

/** Reads recordings in a thread of its own, so that neither the fan-out nor the recorder waits for it. */
export interface HistoryReader {
  /**
   * The state of a feed at an instant.
   * @throws HistoryUnreadable when the files cannot be read
   * @throws HistoryBusy when too many requests wait
   */
  readonly moment: (
    request: RecordingName & { readonly dataSources: readonly string[]; readonly at: number },
  ) => Promise<MomentReply>
  /** When the data sources of a feed were live in `[from, to)`. It rejects like `moment`. */
  readonly coverage: (
    request: RecordingName & { readonly from: number; readonly to: number },
  ) => Promise<HistoryCoverage>
  /** What the trends and spark lines of a board showed. It rejects like `moment`. */
  readonly trends: (request: TrendsRequest) => Promise<HistoryTrends>
  /** What a feed received in steps of a replay; undefined for a feed without a recording. It rejects like `moment`. */
  readonly steps: (
    request: RecordingName & StepsRange & { readonly dataSources: readonly string[] },
  ) => Promise<RecordedSteps | undefined>
  /** What the strip of a day shows. It rejects like `moment`. */
  readonly day: (request: DayRequest) => Promise<HistoryDay>
  /** What is usual for a figure on a day. It rejects like `moment`. */
  readonly band: (request: BandRequest) => Promise<HistoryBand>
  /** The quarters of a queue, or the minutes of a figure. It rejects like `moment`. */
  readonly series: (request: SeriesRequest) => Promise<RecordedSeries>
  /** What estimates need to know of queues. It rejects like `moment`. */
  readonly estimates: (request: RecordingName & EstimatesRequest) => Promise<EstimateFacts>
  /** What changed for a queue before an instant. It rejects like `moment`. */
  readonly why: (request: RecordingName & WhyRequest) => Promise<WhyReply>
  /** The states of one agent in `[from, to)`, epoch milliseconds. It rejects like `moment`. */
  readonly agentTimeline: (
    request: RecordingName & { readonly agentId: string; readonly from: number; readonly to: number },
  ) => Promise<AgentTimeline>
  /** How long states of agents usually are, of these agents. It rejects like `moment`. */
  readonly typicalLengths: (
    request: RecordingName & { readonly agentIds: readonly string[] },
  ) => Promise<TypicalLengths>
  /** Which calls of inbound campaigns are due on a day. It rejects like `moment`. */
  readonly callForecasts: (request: RecordingName & CallForecastsRequest) => Promise<CallForecasts>
  readonly close: () => Promise<void>
}
