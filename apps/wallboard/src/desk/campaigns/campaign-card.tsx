import { campaignSource } from '@wallboard/boards'
import { useScreenStatus } from '../../live/hooks/live-context.tsx'
import { serviceLevelFormulas, type CampaignRecord } from '@wallboard/statistics/campaign-table'
import { useEffect, useRef, type ReactNode } from 'react'
import { campaignsPage as texts } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatAge, formatWait } from '../../ui/format/wait.ts'
import { CampaignActions } from '../actions/campaign-actions.tsx'
import { useCampaignsView } from './campaigns-context.tsx'
import type { ShownCampaign } from './campaigns-store.ts'
import type { CampaignSilence } from './silence-state.ts'
import { useFormulas } from './formulas-context.tsx'
import { levelsOf, rangeText } from './service-level-text.ts'
import styles from './campaigns-page.module.css'

const { card } = texts

/** Each figure of a campaign with its formula, inputs, window, source and age. */
export function CampaignCard({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const campaign = useCampaignsView(({ campaigns }) => campaigns.get(id))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [id])
  const name = campaign === undefined ? id : shownName(campaign.record.name)
  return (
    <aside
      className={styles.card}
      aria-label={card.open(name)}
      data-card={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {name}
        </h2>
        <button type="button" onClick={onClose}>
          {card.close}
        </button>
      </header>
      {campaign !== undefined && (
        <CampaignActions
          campaignId={id}
          name={name}
          isRunning={campaign.record.state === 'running'}
          isOutbound={campaign.record.kind === 'outbound'}
        />
      )}
      {campaign === undefined ? <p>{card.gone}</p> : <Figures campaign={campaign} />}
    </aside>
  )
}

function Figures({ campaign }: { readonly campaign: ShownCampaign }) {
  const { record } = campaign
  const { columns } = texts
  const parts = [
    [card.answered, formatFigure(record.answered, 'count')],
    [card.abandoned, formatFigure(record.abandoned, 'count')],
  ] as const
  return (
    <>
      {record.kind === 'inbound' && <ServiceLevels record={record} />}
      {record.kind === 'inbound' && <SilenceCard campaign={campaign} />}
      <Figure
        title={columns.calls.title}
        value={formatFigure(record.calls, 'count')}
        field="totalCallsCount"
        formula={card.countFormula}
        record={record}
      />
      <Figure
        title={columns.abandonRate.title}
        value={formatFigure(record.abandonRate, 'share')}
        field={['connectedCallsCount', 'abandonedCallsCount'].join()}
        formula={card.rateFormula}
        inputs={parts}
        record={record}
      />
      <Figure
        title={columns.asa.title}
        value={formatFigure(record.asaMs, 'ms')}
        field="averageSpeedOfAnswer"
        formula={card.asaFormula}
        record={record}
      />
      <Figure
        title={columns.aht.title}
        value={formatFigure(record.ahtMs, 'ms')}
        field="averageHandleTime"
        formula={card.ahtFormula}
        record={record}
      />
    </>
  )
}

interface FigureProps {
  readonly title: string
  readonly value: string
  readonly field: string
  readonly formula: string
  readonly inputs?: readonly (readonly [name: string, value: string])[]
  readonly record: CampaignRecord
  readonly children?: ReactNode
}

/** The age of a campaign's figures: when they changed, and when Five9 last confirmed them. */
function useAge({ changedAt }: CampaignRecord): string {
  const changed = useScreenStatus(({ serverNow }) =>
    changedAt === undefined ? '–' : formatAge(Math.floor((serverNow - changedAt) / 1_000) * 1_000),
  )
  const confirmed = useScreenStatus(({ serverNow, confirmedAt }) =>
    confirmedAt === undefined ? '–' : formatAge(Math.floor((serverNow - confirmedAt) / 1_000) * 1_000),
  )
  return card.ageText(changed, confirmed)
}

function Figure({ title, value, field, formula, inputs = [], record, children }: FigureProps) {
  const age = useAge(record)
  const source = record.kind === 'inbound' ? campaignSource : 'OUTBOUND_CAMPAIGN_STATISTICS'
  return (
    <section>
      <h3>
        <span>{title}</span>
        <span>{value}</span>
      </h3>
      {children}
      <dl>
        {formula !== '' && (
          <>
            <dt>{card.formula}</dt>
            <dd>{formula}</dd>
          </>
        )}
        {inputs.map(([name, input]) => (
          <Pair key={name} name={name} value={input} />
        ))}
        <Pair name={card.window} value={card.windowText} />
        <Pair name={card.source} value={`${source}: ${field}`} />
        <Pair name={card.age} value={age} />
      </dl>
    </section>
  )
}

const Pair = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)

/** All five formulas, with what is known of their inputs. */
function ServiceLevels({ record }: { readonly record: CampaignRecord }) {
  const { shown, sent } = useFormulas()
  const levels = levelsOf(record, sent)
  return (
    <Figure
      title={card.serviceLevels}
      value=""
      field="serviceLevelQueue"
      formula=""
      inputs={[
        [card.sent, formatFigure(record.sentServiceLevel, 'share')],
        [card.answered, formatFigure(record.answered, 'count')],
        [card.abandoned, formatFigure(record.abandoned, 'count')],
        [card.earlyLeavers, card.notSent],
        [card.shortAbandons, card.notSent],
      ]}
      record={record}
    >
      <table className={styles.levels} aria-label={card.serviceLevels}>
        <tbody>
          {serviceLevelFormulas.map((formula) => (
            <tr key={formula} data-formula={formula} {...(formula === shown ? { 'data-shown': '' } : {})}>
              <th scope="row">{texts.formulas[formula]}</th>
              <td>{rangeText(levels?.[formula])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>{sent === undefined ? card.formulaUnknown : card.serviceLevelsNote}</p>
    </Figure>
  )
}

function silenceBasis(basis: CampaignSilence['basis'], perHour: number): string {
  const { bases } = card
  switch (basis.reason) {
    case 'weeks':
      return bases.weeks(basis.weeks, perHour.toFixed(perHour < 10 ? 1 : 0))
    case 'too-few-weeks':
      return bases.pace(bases.tooFewWeeks(basis.weeks))
    case 'no-history':
      return bases.pace(bases.noHistory)
    case 'left-out-day':
      return bases.pace(bases.leftOutDay)
    case 'rolling-hour':
      return bases.pace(bases.rollingHour)
    case 'no-calls':
      return bases.pace(bases.noCalls)
    case 'half-hour':
      return bases.pace(bases.halfHour)
  }
}

function SilenceCard({ campaign: { record, silence } }: { readonly campaign: ShownCampaign }) {
  if (silence === undefined) return null
  const { estimate, basis } = silence
  const { expectedPerHour } = estimate.inputs
  const isKnown = estimate.type === 'known'
  const due =
    basis.reason === 'weeks'
      ? ([[card.dueToday, formatFigure(Math.round(estimate.inputs.expectedToday), 'count')]] as const)
      : []
  return (
    <Figure
      title={card.silence}
      value={isKnown ? card.states[estimate.value.state] : card.states.unknown}
      field="totalCallsCount"
      formula={
        isKnown ? card.silenceText(estimate.value.expected.toFixed(1), estimate.value.limit.toFixed(1)) : ''
      }
      inputs={[
        [card.callsToday, formatFigure(record.calls, 'count')],
        ...due,
        [card.quiet, formatWait(silence.quietMs)],
      ]}
      record={record}
    >
      <p className={styles.note}>{silenceBasis(basis, expectedPerHour)}</p>
    </Figure>
  )
}
