import { get, post, put } from '../../definition.ts'
import { Opaque } from '../../shapes.ts'
import { AnyBody, LoginBody, PasswordBody } from '../schemas.ts'

/** The methods of an agent: login. */
export const authMethods = {
  /** Logs in another token; `signIn` is the way to sign this client in. [P] */
  AuthLogin: post('/auth/login', { body: LoginBody }),
  /** Permissions of the signed-in user. [P] */
  AuthPermissions: get('/auth/permissions'),
  /** Data centres and ids, as in the reply to the login. [C] */
  GetAuthMetadata: get('/auth/metadata', { response: Opaque }),
  /** Roles of the signed-in user. [P] */
  GetAuthRoles: get('/auth/roles'),
  /** Settings of authentication. [P] */
  GetAuthSettings: get('/auth/settings'),
  /** What the login page shows. [P] */
  GetLoginPageInfo: get('/auth/login_page_info'),
  /** Sets exceptions of authentication. [P] */
  SetAuthExceptions: put('/auth/exceptions', { body: AnyBody }),
  /** Changes the password of the user. [R] */
  ChangePassword: put('/agents/{agentId}/password', { body: PasswordBody }),
}
