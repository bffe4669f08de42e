/** The present tables, after all of `migrations.ts`. Instants are epoch milliseconds. */
export interface Tables {
  displays: {
    id: string
    /** Five9's id of the domain. Nothing of a domain is visible to another one. */
    org: string
    /** The Five9 user whose feed the display shows. */
    feed: string
    name: string
    board: string
    /** SHA-256 of the display token; the token itself is only in the display's cookie. */
    token_hash: string
    paired_at: number
    paired_by: string
    /** JSON: night hours, schedule, time zone. */
    settings: string
  }
  boards: {
    id: string
    org: string
    name: string
    /** JSON, parsed by its schema before it is written and when it is read. */
    document: string
    revision: number
    changed_at: number
    changed_by: string
  }
  saved_views: {
    id: string
    org: string
    /** The Five9 user who saved it. */
    owner: string
    name: string
    /** 1: everybody in the domain sees it. */
    is_shared: number
    /** JSON with a version, parsed by its schema when it is read. */
    document: string
    saved_at: number
  }
  favourites: {
    org: string
    owner: string
    /** JSON: ids of queues. */
    queues: string
  }
  alert_rules: {
    id: string
    org: string
    /** The rule's name in files, unique in the domain. */
    key: string
    name: string
    /** JSON, parsed by its schema before it is written and when it is read. */
    document: string
    revision: number
    changed_at: number
    changed_by: string
  }
  /** Every version of every rule, also of removed ones. */
  alert_rule_versions: {
    rule: string
    revision: number
    org: string
    /** JSON; null for the removal. */
    document: string | null
    change: string
    changed_at: number
    changed_by: string
  }
  /** The state of a rule for one entity, where it is not the initial one. */
  alert_states: {
    /** The Five9 user whose feed is evaluated. */
    scope: string
    rule: string
    /** Kind and id of the entity: `queue:12`. */
    subject: string
    /** The active alert. */
    alert: string | null
    /** JSON with a version. */
    state: string
  }
  /** The log of alerts: one row for each, from its start. */
  alerts: {
    id: string
    org: string
    scope: string
    rule: string
    subject: string
    fired_at: number
    ended_at: number | null
    /** The worst level that it had. */
    level: string
    /** JSON: what it was based on, parsed by its schema when it is read. */
    document: string
  }
  alert_events: {
    alert: string
    /** From 0: the order of the events of one alert. */
    number: number
    at: number
    what: string
    /** Null: the server. */
    by: string | null
    note: string | null
  }
  alert_silences: {
    id: string
    org: string
    /** JSON, parsed by its schema when it is read. */
    document: string
    ends_at: number
  }
  alert_channels: {
    org: string
    /** The name of the channel in rules. */
    key: string
    kind: string
    name: string
    /** Sealed by the installation key, as are the signing keys. */
    address: string
    signing_key: string | null
    /** The former signing key, which signs as well until `previous_key_until`. */
    previous_key: string | null
    previous_key_until: number | null
    /** 1: messages may contain names of people. */
    allows_names: number
    /** Why the channel is off; null while it is on. */
    off_reason: string | null
    /** Failed attempts since the last success, and when the first of them was. */
    failures: number
    failing_since: number | null
    last_delivered_at: number | null
    created_at: number
    created_by: string
    changed_at: number
    changed_by: string
  }
  /** Notices of alerts that wait for delivery. Instants are those of the sender's clock. */
  alert_outbox: {
    /** The `webhook-id` without its prefix. */
    id: string
    /** Orders the notices of a channel. */
    position: number
    org: string
    channel: string
    /** JSON, parsed by its schema when it is read. */
    notice: string
    /** 1 for the end of an alert. */
    is_end: number
    /** 1: an administrator has sent it again; it is sent whatever has become of its alert. */
    is_by_hand: number
    queued_at: number
    attempts: number
    first_attempt_at: number | null
    next_attempt_at: number
    /** 1 while an attempt runs, and after a crash during one: the receiver may have the notice. */
    in_flight: number
  }
  /** Notices that wait for others of their rule and channel. They stay for an hour after their message was queued. */
  alert_group_members: {
    id: string
    /** Orders the notices of a channel. */
    position: number
    org: string
    channel: string
    /** The alert, and the rule with the entity that it is about. */
    alert: string
    dedup_key: string
    /** 1 for the end of an alert. */
    is_end: number
    /** JSON, parsed by its schema when it is read. */
    notice: string
    queued_at: number
    /** The id of the message that has it; null while it waits; empty for one that was dropped. */
    message: string | null
  }
  /** When the last group of a rule was queued for a channel; of no rule: the last summary of a flood. */
  alert_group_sends: {
    org: string
    channel: string
    rule: string
    at: number
  }
  /** The alerts of the last ten minutes that are new to a channel: many of them are a flood. */
  alert_starts: {
    org: string
    channel: string
    alert: string
    /** Kind and id, such as `queue:12`. */
    entity: string
    at: number
  }
  /** Alerts whose start a channel has received, until their end is delivered. */
  alert_announcements: {
    org: string
    channel: string
    alert: string
    at: number
  }
  alert_deliveries: {
    id: string
    org: string
    channel: string
    webhook_id: string
    /** JSON of the notice, for sending it again. */
    notice: string
    title: string
    at: number
    attempt: number
    outcome: string
    fault: string | null
    status: number | null
    ms: number | null
    detail: string | null
    response: string | null
    next_attempt_at: number | null
  }
  /** Days that are left out of what is usual. */
  marked_days: {
    org: string
    /** A local date, such as `2026-12-25`. */
    date: string
    note: string
    marked_by: string
    marked_at: number
  }
  /** The newest socket of each display in a cluster. */
  display_sockets: {
    display: string
    /** The node that has the socket. */
    node: string
    /** Grows by one with each socket of the display. */
    number: number
    opened_at: number
  }
  /** The highest fence under which work of a lease was written: older ones are refused. */
  feed_fences: {
    /** The name of the lease, such as `desk` or the key of a feed. */
    feed: string
    fence: number
  }
  browser_sessions: {
    /** SHA-256 of the session's id; the id itself is only in the cookie of the browser. */
    key: string
    org: string
    username: string
    began_at: number
    /** Written at most once a minute. */
    used_at: number
  }
  /** Displays that wait to be paired, for ten minutes each. */
  pairings: {
    /** SHA-256 of the secret in the display's cookie. */
    secret_hash: string
    /** As the display shows it. */
    code: string
    /** What limits count by: the IPv4 address, or the /64 of an IPv6 address. */
    network: string
    address: string
    browser: string
    width: number
    height: number
    requested_at: number
    expires_at: number
    /** The display token, sealed by the installation key, once a person has entered the code. */
    token: string | null
  }
  /** One row, on PostgreSQL only: the installation key, which all nodes share. */
  installation: {
    id: number
    /** In base64url; null where every node is configured with it. */
    key: string | null
    /** Proves that a configured key is the same on every node; the key cannot be computed from it. */
    fingerprint: string
  }
  /** One row: the number of committed changes of data. */
  storage_changes: {
    count: number
  }
}
