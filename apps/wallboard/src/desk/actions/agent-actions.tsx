import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { actionQueries } from '../../api/action-queries.ts'
import { actions as texts } from '../../i18n/index.ts'
import type { AgentActionsProps } from './action-props.ts'
import { offeredToAgents } from './offered.ts'

const AgentDialog = lazy(async () => ({ default: (await import('./agent-dialog.tsx')).AgentDialog }))
const SkillsDialog = lazy(async () => ({ default: (await import('./skills-dialog.tsx')).SkillsDialog }))

/** Buttons that change an agent at Five9. Renders nothing without permission, and with ACTIONS=off. */
export function AgentActions(props: AgentActionsProps) {
  const { data } = useQuery(actionQueries.permitted())
  const [open, setOpen] = useState<'state' | 'skills'>()
  const offered = offeredToAgents(data)
  if (!offered.state && !offered.skills) return null
  const close = () => {
    setOpen(undefined)
  }
  return (
    <>
      {offered.state && (
        <button
          type="button"
          onClick={() => {
            setOpen('state')
          }}
        >
          {texts.changeState}
        </button>
      )}
      {offered.skills && (
        <button
          type="button"
          onClick={() => {
            setOpen('skills')
          }}
        >
          {texts.changeQueues}
        </button>
      )}
      <Suspense>
        {open === 'state' && <AgentDialog {...props} offered={offered} onClose={close} />}
        {open === 'skills' && <SkillsDialog {...props} onClose={close} />}
      </Suspense>
    </>
  )
}
