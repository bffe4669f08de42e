import { get, put } from '../../definition.ts'
import { AnyBody, ExternalTransferBody } from '../schemas.ts'

/** The methods of an agent: transfers. */
export const transfersMethods = {
  /** The agents that can take a transfer. [P] */
  GetTransferableAgents: get('/agents/{agentId}/transferable_agents'),
  /** Settings of cold transfers. [P] */
  GetColdTransferSettings: get('/orgs/{orgId}/cold_transfer_settings'),
  /** Transfers a call to an agent. [P] */
  TransferToAgent: put('/agents/{agentId}/interactions/calls/{callId}/transfer_to_agent', { body: AnyBody }),
  /** Joins a call and a parked call. [P] */
  TransferToCall: put('/agents/{agentId}/interactions/calls/{callId}/transfer_to_call', { body: AnyBody }),
  /** Transfers a call to a campaign. [P] */
  TransferToCampaign: put('/agents/{agentId}/interactions/calls/{callId}/transfer_to_campaign', {
    body: AnyBody,
  }),
  /** Transfers a call to a number: `destination.number`, `warm`. [R] */
  TransferToExternalNumber: put('/agents/{agentId}/interactions/calls/{callId}/transfer_to_external_number', {
    body: ExternalTransferBody,
  }),
  /** Transfers a call to a queue. [P] */
  TransferToSkill: put('/agents/{agentId}/interactions/calls/{callId}/transfer_to_skill', { body: AnyBody }),
  /** Transfers a call to a speed dial number. [P] */
  TransferToSpeedDial: put('/agents/{agentId}/interactions/calls/{callId}/transfer_to_speed_dial', {
    body: AnyBody,
  }),
  /** Completes a warm transfer. [P] */
  CompleteTransfer: put('/agents/{agentId}/interactions/calls/{callId}/complete_transfer'),
  /** Cancels a warm transfer. [P] */
  CancelTransfer: put('/agents/{agentId}/interactions/calls/{callId}/cancel_transfer'),
}
