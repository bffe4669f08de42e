import type { AlertFacts, AlertNotice } from './alert-notice.ts'

/** What a message may say, and how it writes times and addresses. */
export interface MessageOptions {
  /** Whether names of people may be sent. */
  readonly showsNames: boolean
  /** The address of the wallboard for browsers, without a slash at its end; undefined when it is not known. */
  readonly publicUrl: string | undefined
  readonly timeZone: string
  /** The names of domains by their ids; a domain without one is shown by its id. */
  readonly domainNames?: ReadonlyMap<string, string>
}

/** The longest name, in characters. */
const maxName = 120

/** Characters that change how a line is displayed: controls, line breaks, direction marks, invisible ones. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu

/** A text from outside on one line without control characters, cut to a number of characters. */
export function oneLine(text: string, maxCharacters = maxName): string {
  const characters = Array.from(text.replace(unsafe, ' ').trim())
  return characters.length <= maxCharacters
    ? characters.join('')
    : `${characters.slice(0, maxCharacters - 1).join('')}…`
}

function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3_600),
    Math.floor((seconds % 3_600) / 60),
    seconds % 60,
  ]
  const two = (number: number) => String(number).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

const rounded = (value: number) => String(Math.round(value * 10) / 10)

function figure(value: number | null, unit: AlertFacts['unit']): string {
  if (value === null) return '–'
  if (unit === 'ms') return duration(value)
  return unit === 'share' ? `${rounded(value * 100)} %` : rounded(value)
}

/** The name of an entity; of a person only where names are allowed. */
export function entityName({ entity }: AlertFacts, { showsNames }: MessageOptions): string {
  return entity.kind === 'agent' && !showsNames ? 'An agent' : oneLine(entity.name)
}

/** The name of a domain. */
export const domainName = ({ domain }: AlertFacts, { domainNames }: MessageOptions): string =>
  oneLine(domainNames?.get(domain) ?? domain)

/** Where the desk shows an alert; undefined while the address of the wallboard is not known. */
export function linkTo(path: string, { publicUrl }: MessageOptions): string | undefined {
  const isPath = /^\/[\x21-\x7e]{0,500}$/.test(path)
  return publicUrl !== undefined && isPath ? `${publicUrl}${path}` : undefined
}

const marks: Readonly<Record<AlertFacts['level'], string>> = { critical: '■', warn: '▲' }
const endings: Readonly<Record<AlertNotice['type'], string>> = {
  'alert.firing': '',
  'alert.escalated': 'Not acknowledged: ',
  'alert.acknowledged': 'Acknowledged: ',
  'alert.resolved': 'Ended: ',
  'alert.test': 'Test: ',
}

/** One alert on one line: `■ Renewals: longest wait 5:01`. */
export function alertLine(type: AlertNotice['type'], alert: AlertFacts, options: MessageOptions): string {
  const isOver = type === 'alert.resolved'
  const mark = isOver || type === 'alert.acknowledged' ? '✓' : marks[alert.level]
  const value = isOver ? '' : ` ${figure(alert.value, alert.unit)}`
  return `${mark} ${endings[type]}${entityName(alert, options)}: ${oneLine(alert.label)}${value}`
}

/** The title of a notice: its alert, or how many there are. */
export function titleOf(notice: AlertNotice, options: MessageOptions): string {
  if (notice.summary !== undefined) return oneLine(notice.summary, 150)
  const others = notice.also?.length ?? 0
  if (others === 0) return alertLine(notice.type, notice.alert, options)
  const ending = endings[notice.type]
  return `${ending === '' ? `${marks[notice.alert.level]} ` : ending}${others + 1} alarms: ${oneLine(notice.alert.rule.name)}`
}

/** What a message says of an alert below its title. */
export function detailOf(notice: AlertNotice, options: MessageOptions): string {
  const { alert, type, at } = notice
  const time = (instant: number) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: options.timeZone, timeStyle: 'short' }).format(instant)
  const parts = [
    alert.level === 'critical' ? 'Critical' : 'Warning',
    `limit ${figure(alert.limit, alert.unit)}`,
    `since ${time(alert.since)}`,
    ...(type === 'alert.resolved' ? [`lasted ${duration(at - alert.since)}`] : []),
    ...(type === 'alert.acknowledged' && alert.by !== null && options.showsNames
      ? [`by ${oneLine(alert.by)}`]
      : []),
    `rule ${oneLine(alert.rule.name)}`,
    domainName(alert, options),
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
