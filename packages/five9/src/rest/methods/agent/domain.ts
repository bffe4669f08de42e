import { anyQuery, get, post, put } from '../../definition.ts'
import { AnyBody, Queues, Users } from '../schemas.ts'

/** The methods of an agent: configuration of the domain. */
export const domainMethods = {
  /** The domain. [P] */
  GetDomainInfo: get('/orgs/{orgId}'),
  /** Settings of the domain. [P] */
  GetDomainSettings: get('/orgs/{orgId}/settings'),
  /** Every queue (skill) of the domain: id and name. [P] */
  GetDomainSkills: get('/orgs/{orgId}/skills', { response: Queues }),
  /** The users of the domain: names, roles and the queues that each one serves (`skillLevels`). [C] */
  GetDomainUsers: get('/orgs/{orgId}/users', { query: anyQuery, response: Users }),
  /** The users that are logged in. [P] */
  GetLoggedInUsers: get('/users/{userId}/logged_in_users'),
  /** The logged-in agents that can chat. [P] */
  GetLoggedInAgentsForChat: get('/orgs/{orgId}/users/logged_in_agents'),
  /** The rules for passwords. [P] */
  GetPasswordPolicies: get('/orgs/{orgId}/password_policies'),
  /** The features of the domain. [P] */
  GetFeatures: get('/orgs/{orgId}/features'),
  /** Some features of the domain. [P] */
  GetSpecifiedFeatures: post('/orgs/{orgId}/features', { body: AnyBody }),
  /** The attributes of the domain. [P] */
  GetDomainAttributes: get('/orgs/{orgId}/attributes'),
  /** The clusters of the domain. [P] */
  GetDomainClusters: get('/orgs/{orgId}/clusters'),
  /** The present time of the domain. [P] */
  GetDomainTime: get('/orgs/{orgId}/time'),
  /** The time zones of the domain. [P] */
  GetTimeZones: get('/orgs/{orgId}/time_zones'),
  /** The ids of time zones. [P] */
  GetTimeZoneIds: get('/orgs/{orgId}/time_zone_ids'),
  /** The locales of the domain. [P] */
  GetLocales: get('/orgs/{orgId}/locales'),
  /** The format of telephone numbers. [P] */
  GetPhoneNumberFormat: get('/orgs/{orgId}/phone_number/format'),
  /** The locales of telephone numbers. [P] */
  GetPhoneNumberLocales: get('/orgs/{orgId}/phone_number/locales'),
  /** The options of telephone number formats. [P] */
  GetLocalizationOptions: get('/orgs/{orgId}/phone_number/localization_options'),
  /** Settings of unified communication. [P] */
  GetUcSettings: get('/orgs/{orgId}/uc_settings'),
  /** Synchronizes the users of unified communication. [P] */
  SyncUsers: put('/orgs/{orgId}/users/sync'),
  /** Synchronizes a user of unified communication. [P] */
  SyncUser: put('/users/{userId}/user_sync'),
  /** Tags a text by language analysis. [P] */
  NlpTag: post('/nlp/{domainId}/tag', { body: AnyBody }),
}
