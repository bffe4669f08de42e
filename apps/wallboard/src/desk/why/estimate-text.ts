import {
  maxExtraAgents,
  type Estimate,
  type ExpectedWait,
  type ExpectedWaitInputs,
  type StaffingInputs,
} from '@wallboard/statistics/estimates'
import { expectedWaitText, helpPanel, unknownReasons } from '../../i18n/index.ts'
import { formatFigure, narrowFigure } from '../../ui/format/figure.ts'
import { formatWait } from '../../ui/format/wait.ts'
import type { QueueHelp } from './queue-estimates-state.ts'

/** An estimate in a cell or a large figure, and its inputs or the reason why it is not known, for the hover. */
export interface EstimateText {
  readonly value: string
  /** For a narrow column, where the value may be too long for it. */
  readonly short?: string
  readonly about: string
}

const duration = (seconds: number | undefined): string => formatWait(seconds && seconds * 1_000)

const patienceText = (hangUpRate: number): string =>
  hangUpRate > 0 ? duration(1 / hangUpRate) : helpPanel.nobodyGivesUp

function aboutWait({ method }: ExpectedWait, inputs: ExpectedWaitInputs): string {
  if (method === 'agents-ready') return expectedWaitText.agentsReady
  const { waiting, agents, handleTime, hangUpRate } = inputs
  const model = expectedWaitText.model({
    waiting: formatFigure(waiting, 'count'),
    agents: formatFigure(agents, 'ratio'),
    handleTime: duration(handleTime),
    patience: patienceText(hangUpRate),
  })
  return method === 'model' ? model : `${expectedWaitText.headOfLine} ${model}`
}

/** How long a new caller will wait: `≈ 5:15`, or "–" with the reason. */
export const expectedWaitWords = (estimate: Estimate<ExpectedWait, ExpectedWaitInputs>): EstimateText =>
  estimate.type === 'unknown'
    ? { value: '–', about: unknownReasons[estimate.reason] }
    : {
        value: expectedWaitText.value(duration(estimate.value.seconds)),
        short: expectedWaitText.value(narrowFigure(estimate.value.seconds * 1_000, 'ms').text),
        about: aboutWait(estimate.value, estimate.inputs),
      }

/** The inputs of the agents that are needed, for the hover. */
export function helpInputs(inputs: StaffingInputs): string {
  const { waiting, agents, arrivals, handleTime, hangUpRate, targetWait } = inputs
  return helpPanel.about({
    waiting: formatFigure(waiting, 'count'),
    agents: formatFigure(agents, 'ratio'),
    calls: formatFigure(arrivals && Math.round(arrivals * 3_600), 'count'),
    handleTime: duration(handleTime),
    patience: patienceText(hangUpRate),
    target: duration(targetWait),
  })
}

/** How many agents more are needed: `≈ +2`, `≈ 0`, `> 20`, or "–" with the reason. */
export const agentsNeededWords = (estimate: Estimate<QueueHelp, StaffingInputs>): EstimateText =>
  estimate.type === 'unknown'
    ? { value: '–', about: unknownReasons[estimate.reason] }
    : { value: helpPanel.short(estimate.value.extra, maxExtraAgents), about: helpInputs(estimate.inputs) }
