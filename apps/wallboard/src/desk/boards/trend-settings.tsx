import { useQuery } from '@tanstack/react-query'
import { trendComparisons, trendSpanNames, type Board } from '@wallboard/boards'
import type { QueueMetric } from '@wallboard/statistics'
import { boardQueries } from '../../api/board-queries.ts'
import { boardEditor, metrics } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import {
  isOfSeveralAgents,
  trendTilesOf,
  withTrendChange,
  type PlacedTrend,
  type TrendChange,
} from './trend-settings-state.ts'

const texts = boardEditor.trends

/** The figures that trends usually show; the JSON can name more. */
const figures: readonly QueueMetric[] = [
  'callsInQueue',
  'currentLongestQueueTime',
  'agentsInQueue',
  'agentsOnCall',
  'agentsNotReadyForCalls',
  'agentsLoggedIn',
]

interface ChoiceProps<T extends string> {
  readonly title: string
  readonly options: readonly (readonly [value: T, label: string])[]
  readonly value: T
  readonly onChoose: (value: T) => void
}

function Choice<T extends string>({ title, options, value, onChoose }: ChoiceProps<T>) {
  return (
    <label>
      {title}
      <select
        value={value}
        onChange={({ target }) => {
          const found = options.find(([each]) => each === target.value)
          if (found !== undefined) onChoose(found[0])
        }}
      >
        {options.map(([each, label]) => (
          <option key={each} value={each}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What each trend of a board shows, as fields beside the JSON. */
export function TrendSettings({
  board,
  onChange,
}: {
  readonly board: Board
  readonly onChange: (board: Board) => void
}) {
  const { data: directory } = useQuery(boardQueries.directory())
  const queues = directory?.queues ?? []
  return trendTilesOf(board).map((placed, number) => (
    <TrendFields
      key={`${placed.page}.${placed.index}`}
      title={placed.tile.name ?? texts.title(number + 1)}
      placed={placed}
      queues={queues}
      onChange={(change) => {
        onChange(withTrendChange(board, placed, change))
      }}
    />
  ))
}

const floor = 'floor'
const own = 'own'

interface TrendFieldsProps {
  readonly title: string
  readonly placed: PlacedTrend
  readonly queues: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (change: TrendChange) => void
}

function TrendFields({ title, placed, queues, onChange }: TrendFieldsProps) {
  const { tile } = placed
  const { metric = 'callsInQueue', span = '1h', comparison = 'none' } = tile
  const shown = figures.includes(metric) ? figures : [...figures, metric]
  const single = Array.isArray(tile.queues) && tile.queues.length === 1 ? tile.queues[0] : undefined
  const isListed = tile.queues === undefined || queues.some(({ id }) => id === single)
  const subjects: (readonly [string, string])[] = [
    [floor, texts.floor],
    ...(isListed ? [] : [[own, texts.ownQueues] as const]),
    ...queues.map(({ id, name }) => [`queue ${id}`, name] as const),
  ]
  return (
    <fieldset className={desk.row}>
      <legend>{title}</legend>
      <Choice
        title={texts.figure}
        options={shown.map((each) => [each, metrics[each]] as const)}
        value={metric}
        onChoose={(chosen) => {
          onChange({ metric: chosen })
        }}
      />
      <Choice
        title={texts.of}
        options={subjects}
        value={tile.queues === undefined ? floor : isListed ? `queue ${single ?? ''}` : own}
        onChoose={(chosen) => {
          if (chosen !== own)
            onChange({ queues: chosen === floor ? undefined : [chosen.slice('queue '.length)] })
        }}
      />
      <Choice
        title={texts.span}
        options={trendSpanNames.map((each) => [each, texts.spans[each]] as const)}
        value={span}
        onChoose={(chosen) => {
          onChange({ span: chosen })
        }}
      />
      <Choice
        title={texts.comparison}
        options={trendComparisons.map((each) => [each, texts.comparisons[each]] as const)}
        value={comparison}
        onChoose={(chosen) => {
          onChange({ comparison: chosen })
        }}
      />
      {comparison === 'normal-band' && isOfSeveralAgents(tile) && (
        <p className={desk.note} data-no-band="">
          {texts.noBandOfAgents}
        </p>
      )}
    </fieldset>
  )
}
