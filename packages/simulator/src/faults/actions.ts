import { z } from 'zod'
import { migrationVariants } from './migration-script.ts'

const isCloseCode = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || code >= 3000

const action = <Name extends string, Shape extends z.core.$ZodLooseShape>(
  name: Name,
  description: string,
  shape: Shape,
) => z.strictObject({ do: z.literal(name), ...shape }).describe(description)

const role = z.enum(['supervisor', 'agent'])
const Id = z.object({ id: z.string().min(1) }).shape
const Name = z.object({ name: z.string().min(1) }).shape

/** The actions of a simulated domain: each happens once. */
export const Action = z.discriminatedUnion('do', [
  action('pause', 'Stops the floor’s clock after sending all pending changes', {}),
  action('resume', 'Continues the floor’s clock', {}),
  action('drop-sockets', 'Cuts every socket without a close frame', {}),
  action('cut-mid-frame', 'Cuts every socket in the middle of a frame', {}),
  action('close-sockets', 'Closes every socket with a code', {
    code: z.int().max(4999).refine(isCloseCode, 'must be a close code that may be sent').default(1000),
    reason: z.string().max(100).default(''),
  }),
  action('silence', 'Sets the fault `silent`', { on: z.boolean() }),
  action('hold-elsewhere', 'session_start is a duplicate login until it is called with force', {}),
  action('expire-tokens', 'Invalidates every token and closes its sockets', {}),
  action('force-in', 'Another program signs in with ForceIn: invalidates tokens and ends sessions', {}),
  action('add-notice', 'Adds a maintenance notice; sessions are then in ACCEPT_NOTICE', {}),
  action('set-login-state', 'Puts a session into a login state', {
    role: role.default('supervisor'),
    state: z.enum(['SELECT_STATION', 'ACCEPT_NOTICE', 'SELECT_SKILLS', 'RELOGIN', 'WORKING']),
  }),
  action('migrate', 'Moves the domain to its other host, or only announces it', {
    variant: z.enum(migrationVariants).default('forced'),
    stepMs: z.int().min(0).max(600_000).default(100),
  }),
  action('storm', 'Sends frames of real rows at that rate for that time', {
    framesPerSecond: z.number().min(1).max(5_000).default(200),
    seconds: z.number().min(0.1).max(120).default(5),
  }),
  action('oversized-frame', 'Sends one valid event 5012 of that size, which changes nothing', {
    megabytes: z.number().min(0.1).max(100).default(10),
  }),
  action('send-event', 'Sends any event to the sockets of a role', {
    role: role.default('supervisor'),
    eventId: z.string().min(1),
    eventReason: z.string().nullable().default(null),
    payLoad: z.json().default(null),
  }),
  action('add-queue', 'Adds a queue; answers its id', Name),
  action('rename-queue', 'Renames a queue', { ...Id, ...Name }),
  action('remove-queue', 'Removes a queue and its waiting callers', Id),
  action('add-agent', 'Adds an agent, logged out; answers the id', Name),
  action('rename-agent', 'Renames an agent', { ...Id, ...Name }),
  action('remove-agent', 'Removes an agent', Id),
  action('set-permissions', 'Changes what the user may do', { names: z.array(z.string()) }),
  action('log-out-agent', 'Logs an agent out after the call in progress', Id),
])
export type Action = z.infer<typeof Action>
/** An action as requested: fields with a default may be omitted. */
export type ActionRequest = z.input<typeof Action>

/** Every action with its parameters and its line in the documentation. */
export const actionDescriptions = Action.options.map((option) => ({
  name: option.shape.do.value,
  parameters: Object.keys(option.shape).filter((parameter) => parameter !== 'do'),
  description: option.description ?? '',
}))
