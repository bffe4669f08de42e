import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { actionQueries, setAgentSkills } from '../../api/action-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { queueQueries } from '../../api/queue-queries.ts'
import { actions as texts } from '../../i18n/index.ts'
import type { AgentActionsProps } from './action-props.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { useChange } from './use-change.ts'

/** Replaces the queues that an agent works on by a part of the assigned ones. */
export function SkillsDialog({
  agentId,
  name,
  onClose,
}: AgentActionsProps & { readonly onClose: () => void }) {
  const skills = useQuery(actionQueries.agentSkills(agentId))
  const queues = useQuery(queueQueries.all())
  const [edited, setEdited] = useState<ReadonlySet<string>>()
  const assigned = skills.data?.skills ?? []
  const active = new Set(assigned.filter(({ isActive }) => isActive).map(({ id }) => id))
  const chosen = edited ?? active
  const change = useChange('')
  const nameOf = (id: string) => queues.data?.find((queue) => queue.id === id)?.name ?? id
  const isChanged = assigned.some(({ id }) => chosen.has(id) !== active.has(id))
  const effect =
    skills.error !== null
      ? errorText(skills.error)
      : skills.data === undefined
        ? texts.loadingQueues
        : texts.effects.queues(name, chosen.size)
  return (
    <ChangeDialog
      title={texts.queuesTitle(name)}
      effect={effect}
      confirmLabel={isChanged ? texts.setQueues : undefined}
      state={change.state}
      onConfirm={() => {
        change.request(texts.setQueues, () => setAgentSkills(agentId, [...chosen]))
      }}
      onClose={onClose}
    >
      {assigned.map(({ id }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.has(id)}
            onChange={({ target }) => {
              const next = new Set(chosen)
              if (target.checked) next.add(id)
              else next.delete(id)
              setEdited(next)
            }}
          />
          {nameOf(id)}
        </label>
      ))}
    </ChangeDialog>
  )
}
