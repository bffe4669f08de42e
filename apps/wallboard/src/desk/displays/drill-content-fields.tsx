import { simulatedTraffic, type SimulatedDrill } from '@wallboard/relay/rest/replays'
import { drillForm as text } from '../../i18n/index.ts'

/** What a drill shows. */
export type DrillKind = 'recording' | 'simulation'

const contents = ['recording', 'simulation'] as const satisfies readonly DrillKind[]

/** What a drill shows: a recording from an instant on, or a simulated day from a time of day on. */
export function DrillContentFields(props: {
  readonly content: DrillKind
  /** The value of a date and time field, in the site's time zone. */
  readonly at: string
  readonly simulated: SimulatedDrill
  readonly onContent: (content: DrillKind) => void
  readonly onAt: (at: string) => void
  readonly onSimulated: (simulated: SimulatedDrill) => void
}) {
  const { content, at, simulated, onContent, onAt, onSimulated } = props
  return (
    <>
      <label>
        {text.shows}{' '}
        <select
          value={content}
          onChange={(event) => {
            onContent(contents.find((each) => each === event.target.value) ?? 'recording')
          }}
        >
          {contents.map((each) => (
            <option key={each} value={each}>
              {text.contents[each]}
            </option>
          ))}
        </select>
      </label>{' '}
      {content === 'recording' ? (
        <label>
          {text.from}{' '}
          <input
            type="datetime-local"
            step={1}
            required
            value={at}
            onChange={(event) => {
              onAt(event.target.value)
            }}
          />
        </label>
      ) : (
        <>
          <label>
            {text.simulatedFrom}{' '}
            <input
              type="time"
              required
              value={simulated.from}
              onChange={(event) => {
                onSimulated({ ...simulated, from: event.target.value })
              }}
            />
          </label>{' '}
          <label>
            {text.traffic}{' '}
            <select
              value={simulated.traffic}
              onChange={(event) => {
                const traffic = simulatedTraffic.find((each) => each === event.target.value) ?? 'normal'
                onSimulated({ ...simulated, traffic })
              }}
            >
              {simulatedTraffic.map((each) => (
                <option key={each} value={each}>
                  {text.trafficOf[each]}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
    </>
  )
}
