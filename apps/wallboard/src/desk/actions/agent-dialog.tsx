import { useId, useState } from 'react'
import { logOutAgent, setAgentState } from '../../api/action-queries.ts'
import { actions as texts } from '../../i18n/index.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import type { AgentActionsProps } from './action-props.ts'
import { ChangeDialog } from './change-dialog.tsx'
import type { AgentOffers } from './offered.ts'
import { useChange } from './use-change.ts'

interface Choice {
  readonly key: string
  readonly label: string
  readonly effect: string
  readonly send: () => Promise<void>
}

/** The states that an agent can be set to, with what each does. */
function choicesFor(
  { agentId, name }: AgentActionsProps,
  offered: AgentOffers,
  reasons: readonly { readonly id: string; readonly name: string }[],
): readonly Choice[] {
  const ready: Choice = {
    key: 'ready',
    label: texts.ready,
    effect: texts.effects.ready(name),
    send: () => setAgentState(agentId, { state: 'ready' }),
  }
  const notReady = reasons.map(({ id, name: reason }): Choice => {
    return {
      key: id,
      label: texts.notReady(reason),
      effect: texts.effects.notReady(name, reason),
      send: () => setAgentState(agentId, { state: 'not-ready', reasonId: id }),
    }
  })
  const logOut: Choice = {
    key: 'log-out',
    label: texts.logOut,
    effect: texts.effects.logOut(name),
    send: () => logOutAgent(agentId),
  }
  return [...(offered.setState ? [ready, ...notReady] : []), ...(offered.logOut ? [logOut] : [])]
}

/** Sets an agent to ready or not ready, or logs the agent out. */
export function AgentDialog(
  props: AgentActionsProps & { readonly offered: AgentOffers; readonly onClose: () => void },
) {
  const { name, state: live, offered, onClose } = props
  const { reasons } = useDeskLive().stores.sources.directory()
  const choices = choicesFor(props, offered, reasons)
  const [chosen, setChosen] = useState<string>()
  const change = useChange(live)
  const group = useId()
  const choice = choices.find(({ key }) => key === chosen)
  return (
    <ChangeDialog
      title={texts.agentTitle(name)}
      effect={choice?.effect ?? texts.stateNow(name, live)}
      confirmLabel={choice?.label}
      state={change.state}
      onConfirm={() => {
        if (choice !== undefined) change.request(choice.label, choice.send)
      }}
      onClose={onClose}
    >
      {choices.map(({ key, label }) => (
        <label key={key}>
          <input
            type="radio"
            name={group}
            checked={key === chosen}
            onChange={() => {
              setChosen(key)
            }}
          />
          {label}
        </label>
      ))}
    </ChangeDialog>
  )
}
