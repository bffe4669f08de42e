import { z } from 'zod'
import { migrationVariants } from './migration-script.ts'

const isCloseCode = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || code >= 3000

const action = <Name extends string, Shape extends z.core.$ZodLooseShape>(
  name: Name,
  what: string,
  shape: Shape,
) => z.strictObject({ do: z.literal(name), ...shape }).describe(what)

const role = z.enum(['supervisor', 'agent'])
const Id = z.object({ id: z.string().min(1) }).shape
const Name = z.object({ name: z.string().min(1) }).shape

/** The actions of a simulated domain: each happens once. */
export const Action = z.discriminatedUnion('do', [
  action('pause', 'The floor’s clock stops, after clients were sent what they lacked', {}),
  action('resume', 'The floor’s clock runs on', {}),
  action('drop-sockets', 'Every socket is cut without a word', {}),
  action('cut-mid-frame', 'Every socket is cut in the middle of a frame', {}),
  action('close-sockets', 'Every socket is closed with a code', {
    code: z.int().max(4999).refine(isCloseCode, 'no close code that may be sent').default(1000),
    reason: z.string().max(100).default(''),
  }),
  action('silence', 'Sets the fault `silent`', { on: z.boolean() }),
  action('hold-elsewhere', 'Until taken over by force, session_start is a duplicate login', {}),
  action('expire-tokens', 'Every token dies, and its sockets are closed', {}),
  action('force-in', 'Somebody else signs in with ForceIn: tokens die and sessions end', {}),
  action('add-notice', 'One more maintenance notice waits; sessions are in ACCEPT_NOTICE', {}),
  action('set-login-state', 'Puts a session into a login state', {
    role: role.default('supervisor'),
    state: z.enum(['SELECT_STATION', 'ACCEPT_NOTICE', 'SELECT_SKILLS', 'RELOGIN', 'WORKING']),
  }),
  action('migrate', 'The domain moves to its other host, or says so', {
    variant: z.enum(migrationVariants).default('forced'),
    stepMs: z.int().min(0).max(600_000).default(100),
  }),
  action('storm', 'Frames of real rows as fast as said, for so long', {
    framesPerSecond: z.number().min(1).max(5_000).default(200),
    seconds: z.number().min(0.1).max(120).default(5),
  }),
  action('oversized-frame', 'One valid event 5012 of that many megabytes, which changes nothing', {
    megabytes: z.number().min(0.1).max(100).default(10),
  }),
  action('send-event', 'Any event to the sockets of a role', {
    role: role.default('supervisor'),
    eventId: z.string().min(1),
    eventReason: z.string().nullable().default(null),
    payLoad: z.json().default(null),
  }),
  action('add-queue', 'A queue appears; answers its id', Name),
  action('rename-queue', 'A queue has another name', { ...Id, ...Name }),
  action('remove-queue', 'A queue goes, and with it who waits in it', Id),
  action('add-agent', 'A person joins the domain, logged out; answers its id', Name),
  action('rename-agent', 'A person has another name', { ...Id, ...Name }),
  action('remove-agent', 'A person leaves the domain', Id),
  action('log-out-agent', 'An agent is logged out as soon as the current call is done', Id),
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
