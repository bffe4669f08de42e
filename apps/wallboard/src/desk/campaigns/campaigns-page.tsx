import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { campaignSource } from '@wallboard/boards'
import { sortCampaigns, type CampaignRecord } from '@wallboard/statistics/campaign-table'
import { useCallback, useMemo } from 'react'
import { siteQueries } from '../../api/site-queries.ts'
import { campaignsPage as texts } from '../../i18n/index.ts'
import { useUnread } from '../../live/hooks/live-context.tsx'
import { formatCount } from '../../ui/format/figure.ts'
import { useIsSourceOld } from '../desk-session/desk-figures-context.tsx'
import { DeskPage } from '../frame/desk-page.tsx'
import type { ColumnSort } from '../table/desk-column.ts'
import { DeskTable } from '../table/desk-table.tsx'
import { FilterField } from '../table/filter-field.tsx'
import { CampaignCard } from './campaign-card.tsx'
import { CampaignRow } from './campaign-cells.tsx'
import { createCampaignColumns } from './campaign-columns.ts'
import { CampaignsProvider, useCampaigns, useCampaignsIds, useCampaignsView } from './campaigns-context.tsx'
import { campaignSources, isSilent, isStopped, type CampaignsView } from './campaigns-store.ts'
import { FormulasContext } from './formulas-context.tsx'
import { isFormula, isShownFormula, shownFormulas, type ShownFormula } from './service-level-text.ts'
import styles from './campaigns-page.module.css'

/** `/campaigns`: the campaigns of the person's feed, those that do not run or are silent first. */
export function CampaignsPage() {
  return (
    <CampaignsProvider>
      <DeskPage title={texts.title} sources={campaignSources} links={<Summary />}>
        <Campaigns />
      </DeskPage>
    </CampaignsProvider>
  )
}

function Summary() {
  const text = useCampaignsView(({ isKnown, campaigns }) => {
    if (!isKnown) return ''
    const all = [...campaigns.values()]
    const calls = all.reduce((sum, { record }) => sum + (record.calls ?? 0), 0)
    const running = all.filter((campaign) => !isStopped(campaign)).length
    return texts.summary(running, all.length, formatCount(calls))
  })
  return <p className={styles.summary}>{text}</p>
}

interface CampaignsQuery {
  readonly q?: string | undefined
  readonly sort?: string | undefined
  readonly outbound?: string | undefined
  readonly card?: string | undefined
  readonly formula?: string | undefined
}

const sortOf = (value: string | undefined): ColumnSort | undefined =>
  value === undefined || value === ''
    ? undefined
    : { column: value.replace(/^-/, ''), isDescending: value.startsWith('-') }

const sortText = (sort: ColumnSort | undefined): string | undefined =>
  sort === undefined ? undefined : `${sort.isDescending ? '-' : ''}${sort.column}`

function Campaigns() {
  const isKnown = useCampaignsView((view) => view.isKnown)
  const isDenied = useUnread().some(
    ({ list, reason }) => list === 'campaigns' && reason.code === 'permission-denied',
  )
  if (isDenied) return <p className={styles.note}>{texts.denied}</p>
  if (!isKnown) return <p className={styles.note}>{texts.waiting}</p>
  return <KnownCampaigns />
}

function KnownCampaigns() {
  const model = useCampaigns()
  const navigate = useNavigate()
  const search: CampaignsQuery = useSearch({ from: '/signed-in/frame/campaigns' })
  const { data: site } = useQuery(siteQueries.settings())
  const columns = useMemo(() => createCampaignColumns(model), [model])
  const ofSite = isShownFormula(site?.serviceLevelFormula) ? site.serviceLevelFormula : 'five9'
  const shown: ShownFormula = isShownFormula(search.formula) ? search.formula : ofSite
  const sentFormula = site?.five9ServiceLevelFormula
  const formulas = useMemo(
    () => ({ shown, sent: isFormula(sentFormula) ? sentFormula : undefined }),
    [shown, sentFormula],
  )
  const { card, q = '' } = search
  const change = (changed: CampaignsQuery, isTyping = false) =>
    void navigate({ to: '/campaigns', search: { ...search, ...changed }, replace: isTyping })
  const open = (id: string) => {
    change({ card: id })
  }
  return (
    <FormulasContext value={formulas}>
      <div className={styles.page} {...(card === undefined ? {} : { 'data-card': card })}>
        <div>
          <div className={styles.toolbar}>
            <select
              aria-label={texts.formula}
              value={shown}
              onChange={({ target }) => {
                change({ formula: target.value === ofSite ? undefined : target.value })
              }}
            >
              {shownFormulas.map((formula) => (
                <option key={formula} value={formula}>
                  {`${texts.formula}: ${texts.formulas[formula]}`}
                </option>
              ))}
            </select>
            <FilterField
              text={q}
              placeholder={texts.filter}
              label={texts.filterHint}
              className={styles.filter}
              onType={(typed) => {
                change({ q: typed === '' ? undefined : typed }, true)
              }}
            />
          </div>
          <Kind
            kind="inbound"
            columns={columns.inbound}
            text={q}
            sort={sortOf(search.sort)}
            onSort={(sort) => {
              change({ sort: sortText(sort) })
            }}
            onOpen={open}
          />
          <Kind
            kind="outbound"
            columns={columns.outbound}
            text={q}
            sort={sortOf(search.outbound)}
            onSort={(sort) => {
              change({ outbound: sortText(sort) })
            }}
            onOpen={open}
          />
        </div>
        {card !== undefined && (
          <CampaignCard
            id={card}
            onClose={() => {
              change({ card: undefined })
            }}
          />
        )}
      </div>
    </FormulasContext>
  )
}

/** The ids of the campaigns of one kind whose name holds the text: the same array while they are the same. */
function useIds(kind: CampaignRecord['kind'], text: string): readonly string[] {
  const select = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    return ({ campaigns }: CampaignsView): readonly string[] =>
      [...campaigns.values()].flatMap(({ record }) =>
        record.kind === kind && record.name.toLowerCase().includes(wanted) ? [record.id] : [],
      )
  }, [kind, text])
  return useCampaignsIds(select)
}

interface KindProps {
  readonly kind: CampaignRecord['kind']
  readonly columns: ReturnType<typeof createCampaignColumns>['inbound']
  readonly text: string
  readonly sort: ColumnSort | undefined
  readonly onSort: (sort: ColumnSort | undefined) => void
  readonly onOpen: (id: string) => void
}

function Kind({ kind, columns, text, sort, onSort, onOpen }: KindProps) {
  const { view } = useCampaigns()
  const ids = useIds(kind, text)
  const isOld = useIsSourceOld(campaignSource)
  const order = useCallback(
    (members: readonly string[]) => {
      const { campaigns } = view.getState()
      const records = members.flatMap((id) => campaigns.get(id)?.record ?? [])
      const isQuiet = (id: string) => {
        const campaign = campaigns.get(id)
        return campaign !== undefined && isSilent(campaign)
      }
      return sortCampaigns(records, isQuiet).map(({ id }) => id)
    },
    [view],
  )
  return (
    <section aria-label={texts[kind]}>
      <h2>{texts[kind]}</h2>
      {ids.length === 0 ? (
        <p className={styles.note}>{kind === 'inbound' ? texts.noInbound : texts.noOutbound}</p>
      ) : (
        <DeskTable
          label={texts[kind]}
          columns={columns}
          ids={ids}
          defaultOrder={order}
          sort={columns.some(({ id }) => id === sort?.column) ? sort : undefined}
          onSort={onSort}
          onOpen={onOpen}
          Row={CampaignRow}
          isOld={isOld}
        />
      )}
    </section>
  )
}
