import { get, post, put } from '../../definition.ts'
import { OptionalBody } from '../schemas.ts'

/** The methods of an agent: connectors. */
export const connectorsMethods = {
  /** The connectors that an agent can open for a call. [P] */
  GetManualConnectors: get('/agents/{agentId}/interactions/calls/{callId}/manual_connectors'),
  /** Runs a connector for a call. [P] */
  ExecuteManualConnector: post(
    '/agents/{agentId}/interactions/calls/{callId}/manual_connectors/{connectorId}/execute',
    { body: OptionalBody },
  ),
  /** Connectors that wait to be opened. [P] */
  GetPendingConnectors: get('/agents/{agentId}/pending_connectors'),
  /** One connector that waits to be opened. [P] */
  GetPendingConnector: get('/agents/{agentId}/pending_connectors/{pendingConnectorId}'),
  /** Reports that a connector was opened. [P] */
  FinalizePendingConnector: put('/agents/{agentId}/pending_connectors/{pendingConnectorId}/finalize', {
    body: OptionalBody,
  }),
  /** Prepares a connector during a preview. [P] */
  CreatePreviewPendingConnector: post(
    '/agents/{agentId}/previews/{previewId}/manual_connectors/{connectorId}',
    { body: OptionalBody },
  ),
}
