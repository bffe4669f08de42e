import type { Transaction } from 'kysely'
import type { Db } from '../storage/database.ts'
import type { Tables } from '../storage/tables.ts'
import type { RuleApplyFault, RuleRecord, RuleStore, RuleVersion } from './rule-record.ts'

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null
  } catch {
    return null // a damaged row: it is listed, so that a person can remove it
  }
}

type RuleRow = Readonly<Record<keyof Tables['alert_rules'], unknown>>

/** Replaces damaged columns by defaults: a damaged row must stay listed, so that a person can remove it. */
const toRecord = (row: RuleRow): RuleRecord => ({
  id: String(row.id),
  org: String(row.org),
  key: String(row.key),
  name: typeof row.name === 'string' ? row.name : 'Unnamed',
  document: parseJson(row.document),
  revision: Number.isInteger(row.revision) ? Number(row.revision) : 0,
  changedAt: typeof row.changed_at === 'number' ? row.changed_at : 0,
  changedBy: typeof row.changed_by === 'string' ? row.changed_by : '',
})

const changes = ['created', 'changed', 'removed'] as const
const changeOf = (text: string): RuleVersion['change'] => changes.find((each) => each === text) ?? 'changed'

const isChanged = (result: { readonly numUpdatedRows: bigint }) => result.numUpdatedRows > 0n

/** Ends a transaction of many changes without any of them. */
class NotApplied extends Error {
  readonly fault: RuleApplyFault

  constructor(fault: RuleApplyFault) {
    super(fault)
    this.fault = fault
  }
}

/** Rules and their versions in the database. */
export function createRuleStore(db: Db): RuleStore {
  async function isKeyTaken(trx: Transaction<Tables>, { org, key, id }: RuleRecord): Promise<boolean> {
    const query = trx.selectFrom('alert_rules').select('id').where('org', '=', org).where('key', '=', key)
    const taken = await query.executeTakeFirst()
    return taken !== undefined && taken.id !== id
  }

  async function writeVersion(
    trx: Transaction<Tables>,
    rule: Omit<RuleRecord, 'key' | 'name'>,
    change: RuleVersion['change'],
  ): Promise<void> {
    await trx
      .insertInto('alert_rule_versions')
      .values({
        ...{ rule: rule.id, org: rule.org, revision: rule.revision, change },
        document: rule.document === null ? null : JSON.stringify(rule.document),
        ...{ changed_at: rule.changedAt, changed_by: rule.changedBy },
      })
      .execute()
  }

  async function add(trx: Transaction<Tables>, rule: RuleRecord): Promise<boolean> {
    if (await isKeyTaken(trx, rule)) return false
    const { id, org, key, name, document, revision, changedAt, changedBy } = rule
    await trx
      .insertInto('alert_rules')
      .values({
        ...{ id, org, key, name, revision, document: JSON.stringify(document) },
        ...{ changed_at: changedAt, changed_by: changedBy },
      })
      .execute()
    await writeVersion(trx, rule, 'created')
    return true
  }

  async function change(trx: Transaction<Tables>, rule: RuleRecord, revision: number) {
    if (await isKeyTaken(trx, rule)) return 'key-taken'
    const { id, org, key, name, document, changedAt, changedBy } = rule
    const result = await trx
      .updateTable('alert_rules')
      .set({
        ...{ key, name, revision: rule.revision, document: JSON.stringify(document) },
        ...{ changed_at: changedAt, changed_by: changedBy },
      })
      .where('id', '=', id)
      .where('org', '=', org)
      .where('revision', '=', revision)
      .executeTakeFirst()
    if (!isChanged(result)) return 'conflict'
    await writeVersion(trx, rule, 'changed')
    return 'changed'
  }

  /** @param expected removes this revision and no other; undefined: any */
  async function remove(
    trx: Transaction<Tables>,
    removal: { readonly org: string; readonly id: string; readonly at: number; readonly by: string },
    expected?: number,
  ): Promise<boolean> {
    const { org, id, at: changedAt, by: changedBy } = removal
    const query = trx.selectFrom('alert_rules').select('revision').where('org', '=', org)
    const found = await query.where('id', '=', id).executeTakeFirst()
    if (found === undefined || (expected !== undefined && found.revision !== expected)) return false
    await trx.deleteFrom('alert_rules').where('id', '=', id).where('org', '=', org).execute()
    const revision = found.revision + 1
    await writeVersion(trx, { id, org, revision, document: null, changedAt, changedBy }, 'removed')
    return true
  }

  const count = async (trx: Transaction<Tables>, org: string): Promise<number> => {
    const query = trx.selectFrom('alert_rules').select((of) => of.fn.countAll<number>().as('count'))
    return (await query.where('org', '=', org).executeTakeFirstOrThrow()).count
  }

  return {
    async list(org) {
      const query = db.selectFrom('alert_rules').selectAll().where('org', '=', org)
      return (await query.orderBy('name').orderBy('id').execute()).map(toRecord)
    },
    async find(org, id) {
      const query = db.selectFrom('alert_rules').selectAll().where('org', '=', org).where('id', '=', id)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : toRecord(row)
    },
    add: (rule) => db.transaction().execute((trx) => add(trx, rule)),
    change: (rule, revision) => db.transaction().execute((trx) => change(trx, rule, revision)),
    remove: (org, id, at, by) => db.transaction().execute((trx) => remove(trx, { org, id, at, by })),
    async apply(changes, { org, at, username, maxRules }) {
      try {
        await db.transaction().execute(async (trx) => {
          // Removals first: a new rule may have the key of a removed one.
          for (const { id, revision } of changes.remove)
            if (!(await remove(trx, { org, id, at, by: username }, revision)))
              throw new NotApplied('conflict')
          for (const { record, revision } of changes.change) {
            const outcome = await change(trx, record, revision)
            if (outcome !== 'changed') throw new NotApplied(outcome)
          }
          for (const record of changes.create)
            if (!(await add(trx, record))) throw new NotApplied('key-taken')
          if ((await count(trx, org)) > maxRules) throw new NotApplied('too-many')
        })
        return undefined
      } catch (error) {
        if (error instanceof NotApplied) return error.fault
        throw error
      }
    },
    async versions(org, id) {
      const query = db.selectFrom('alert_rule_versions').selectAll().where('org', '=', org)
      const rows = await query.where('rule', '=', id).orderBy('revision', 'desc').execute()
      return rows.map(({ revision, document, change, changed_at, changed_by }) => ({
        ...{ revision, document: parseJson(document), change: changeOf(change) },
        ...{ at: changed_at, by: changed_by },
      }))
    },
  }
}
