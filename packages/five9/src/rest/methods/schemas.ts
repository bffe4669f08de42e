import { z } from 'zod'
import { parseQueueNames } from '../../events/index.ts'
import { Count, Id, listOf, Named, Text } from '../shapes.ts'

/** Schemas of the bodies and replies whose form is known. Replies keep unknown fields. */

/** A body whose form is not documented: any object or list. */
export const AnyBody = z.custom<object>((value) => typeof value === 'object' && value !== null)
export const OptionalBody = AnyBody.optional()

const IdInput = z.union([z.string(), z.number()])

/** The content of a file. */
export const FileBody = z.instanceof(Uint8Array)
/** A list of queue ids. */
export const SkillIds = z.array(z.string()).readonly()
export const NumberBody = z.looseObject({ number: z.string() })
export const CampaignBody = z.looseObject({ campaignId: IdInput })
export const DispositionBody = z.looseObject({ dispositionId: IdInput })
export const ExternalTransferBody = z.looseObject({ destination: NumberBody })
export const ValueBody = z.looseObject({ value: IdInput })
export const OptionsBody = z.looseObject({ options: z.array(z.unknown()).readonly() })
export const PasswordBody = z.looseObject({ oldPassword: z.string(), newPassword: z.string() })
export const LoginBody = z.looseObject({
  passwordCredentials: z.looseObject({ username: z.string(), password: z.string() }),
})
export const PresenceBody = z.looseObject({
  readyChannels: z.array(z.string()).readonly(),
  notReadyReasonCode: IdInput.optional(),
})
export const RecordingViewBody = z.looseObject({
  limit: z.number().optional(),
  sortField: z.string().optional(),
  ascending: z.boolean().optional(),
})

export const Notice = z.looseObject({
  id: z.coerce.string(),
  annotation: z.string().nullish(),
  text: z.string().nullish(),
})
export const Notices = z.array(Notice)

export const Queues = listOf(z.unknown(), 'skills', 'queues').transform(parseQueueNames)
export const NamedSkills = listOf(Named, 'skills')
/** Ids, or objects with an id: the form of a group's members is not documented. */
const Members = z
  .array(z.union([Id, z.looseObject({ id: Id }).transform(({ id }) => id)]))
  .nullish()
  .catch(null)
export const AgentGroups = listOf(
  z.looseObject({ id: Id, name: Text, agentIds: Members, agents: Members }),
  'agentGroups',
  'groups',
)
export const CampaignProfiles = listOf(Named, 'campaignProfiles')
export const NamedCampaigns = listOf(Named, 'campaigns')
export const Dispositions = listOf(Named, 'dispositions')
export const CallVariables = listOf(Named, 'callVariables')
export const ReasonCodeList = listOf(
  z.looseObject({ id: Id, name: Text, selectable: z.boolean().nullish() }),
  'reasonCodes',
)
export const Permissions = listOf(z.string(), 'permissions')

export const Campaign = z.looseObject({
  id: Id,
  name: Text,
  campaignType: Text,
  state: Text,
  skillIds: z.array(Id).nullish().catch(null),
})
export const Campaigns = listOf(Campaign, 'campaigns')

export const Users = listOf(
  z.looseObject({
    id: Id,
    userName: Text,
    fullName: Text,
    extension: Text,
    email: Text,
    roles: z.array(z.string()).nullish().catch(null),
    permissions: z.array(z.string()).nullish().catch(null),
    skillLevels: z
      .array(z.looseObject({ skillId: Id, level: Count }))
      .nullish()
      .catch(null),
  }),
  'users',
)

/** A list may say `sessionId` or `id`. */
export const UserSessions = listOf(
  z
    .looseObject({ sessionId: Id.optional(), id: Id.optional(), userName: Text, userId: Id.optional() })
    .transform((session) => ({ ...session, sessionId: session.sessionId ?? session.id ?? '' })),
  'userSessions',
  'sessions',
)

export const AgentStates = z.record(z.string(), z.string().catch(''))
export const AgentDetails = z.looseObject({
  id: Id,
  /** The assigned queues, where `include=skills` was requested. */
  skills: z
    .array(z.looseObject({ id: Id, isActive: z.boolean().catch(true) }))
    .nullish()
    .catch(null)
    .transform((skills) => skills ?? []),
})
export const Agents = listOf(
  z.looseObject({ id: Id, userName: Text, firstName: Text, lastName: Text }),
  'agents',
)
export const ActiveSkillIds = z.array(z.union([Id, z.looseObject({ id: Id }).transform(({ id }) => id)]))

/** The form of alerts is not documented. */
export const Alert = z.looseObject({ id: Id.optional() })
export const Alerts = listOf(Alert, 'alerts')

const Ids = z.array(Id).nullish().catch(null)
export const SkillSnapshot = z.looseObject({
  loggedInAgentsIds: Ids,
  activeAgentsIds: Ids,
  onCallAgentsIds: Ids,
  readyForCallAgentsIds: Ids,
  notReadyForCallAgentsIds: Ids,
  inQueueCallbackCount: Count,
  /** Milliseconds. */
  maxQueueDuration: Count,
  voicemailCount: Count,
})

const ReadyState = z.looseObject({
  readyChannels: z.array(z.string()).nullish().catch(null),
  notReadyReasonCode: Id.nullish(),
})

/** The time of the state has two names on the wire; it is read as `currentStateTime`, epoch milliseconds. */
export const Presence = z
  .looseObject({
    currentState: ReadyState.nullish(),
    pendingState: ReadyState.nullish(),
    currentStateTime: Count,
    currentStateLong: Count,
  })
  .transform(({ currentStateLong, ...presence }) => ({
    ...presence,
    currentStateTime: presence.currentStateTime ?? currentStateLong ?? null,
  }))

const Recording = z.looseObject({ id: Id, campaignId: Text, created: Count, length: Count })
export const RecordingView = z.looseObject({
  id: Id,
  records: z.array(Recording).catch([]),
  recordsTotal: Count,
})

/** `expires_in`: seconds. */
export const CloudToken = z.looseObject({ access_token: z.string(), expires_in: Count })
