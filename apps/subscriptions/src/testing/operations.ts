// Every operation as each door calls it.

export interface OperationRoute {
  /** Method and path; `:id` is taken from the request. */
  readonly rest: readonly [method: string, path: string];
  /** Service, method, and the field of the answer that is REST's body. */
  readonly grpc: readonly [service: GrpcServiceName, method: string, field?: string];
}

export type GrpcServiceName =
  | 'AccountService'
  | 'TokenService'
  | 'SubscriptionService'
  | 'ConnectionService'
  | 'SchemaService'
  | 'ListService';

export const operations = {
  createAccount: {
    rest: ['POST', '/v1/accounts'],
    grpc: ['AccountService', 'CreateAccount', 'account'],
  },
  getAccount: { rest: ['GET', '/v1/accounts/:id'], grpc: ['AccountService', 'GetAccount', 'account'] },
  listAccounts: { rest: ['GET', '/v1/accounts'], grpc: ['AccountService', 'ListAccounts'] },
  updateAccount: {
    rest: ['PATCH', '/v1/accounts/:id'],
    grpc: ['AccountService', 'UpdateAccount', 'account'],
  },
  deleteAccount: { rest: ['DELETE', '/v1/accounts/:id'], grpc: ['AccountService', 'DeleteAccount'] },
  rotateAutomationSecret: {
    rest: ['POST', '/v1/accounts/:id/rotate-automation-secret'],
    grpc: ['AccountService', 'RotateAutomationSecret', 'account'],
  },
  revealAutomationSecret: {
    rest: ['POST', '/v1/accounts/:id/reveal-automation-secret'],
    grpc: ['AccountService', 'RevealAutomationSecret', 'account'],
  },
  createToken: { rest: ['POST', '/v1/tokens'], grpc: ['TokenService', 'CreateToken', 'token'] },
  listTokens: { rest: ['GET', '/v1/tokens'], grpc: ['TokenService', 'ListTokens'] },
  deleteToken: { rest: ['DELETE', '/v1/tokens/:id'], grpc: ['TokenService', 'DeleteToken'] },
  createSubscription: {
    rest: ['POST', '/v1/subscriptions'],
    grpc: ['SubscriptionService', 'CreateSubscription', 'subscription'],
  },
  getSubscription: {
    rest: ['GET', '/v1/subscriptions/:id'],
    grpc: ['SubscriptionService', 'GetSubscription', 'subscription'],
  },
  listSubscriptions: {
    rest: ['GET', '/v1/subscriptions'],
    grpc: ['SubscriptionService', 'ListSubscriptions'],
  },
  updateSubscription: {
    rest: ['PATCH', '/v1/subscriptions/:id'],
    grpc: ['SubscriptionService', 'UpdateSubscription', 'subscription'],
  },
  deleteSubscription: {
    rest: ['DELETE', '/v1/subscriptions/:id'],
    grpc: ['SubscriptionService', 'DeleteSubscription'],
  },
  rotateSubscriptionSecret: {
    rest: ['POST', '/v1/subscriptions/:id/rotate-secret'],
    grpc: ['SubscriptionService', 'RotateSubscriptionSecret', 'subscription'],
  },
  revealSubscriptionSecret: {
    rest: ['POST', '/v1/subscriptions/:id/reveal-secret'],
    grpc: ['SubscriptionService', 'RevealSubscriptionSecret', 'subscription'],
  },
  pauseSubscription: {
    rest: ['POST', '/v1/subscriptions/:id/pause'],
    grpc: ['SubscriptionService', 'PauseSubscription', 'subscription'],
  },
  resumeSubscription: {
    rest: ['POST', '/v1/subscriptions/:id/resume'],
    grpc: ['SubscriptionService', 'ResumeSubscription', 'subscription'],
  },
  sendSample: {
    rest: ['POST', '/v1/subscriptions/:id/sample'],
    grpc: ['SubscriptionService', 'SendSample', 'sample'],
  },
  createConnection: {
    rest: ['POST', '/v1/connections'],
    grpc: ['ConnectionService', 'CreateConnection', 'connection'],
  },
  getConnection: {
    rest: ['GET', '/v1/connections/:id'],
    grpc: ['ConnectionService', 'GetConnection', 'connection'],
  },
  listConnections: { rest: ['GET', '/v1/connections'], grpc: ['ConnectionService', 'ListConnections'] },
  updateConnection: {
    rest: ['PATCH', '/v1/connections/:id'],
    grpc: ['ConnectionService', 'UpdateConnection', 'connection'],
  },
  deleteConnection: {
    rest: ['DELETE', '/v1/connections/:id'],
    grpc: ['ConnectionService', 'DeleteConnection'],
  },
  createSchema: { rest: ['POST', '/v1/schemas'], grpc: ['SchemaService', 'CreateSchema', 'schema'] },
  getSchema: { rest: ['GET', '/v1/schemas/:id'], grpc: ['SchemaService', 'GetSchema', 'schema'] },
  listSchemas: { rest: ['GET', '/v1/schemas'], grpc: ['SchemaService', 'ListSchemas'] },
  updateSchema: { rest: ['PATCH', '/v1/schemas/:id'], grpc: ['SchemaService', 'UpdateSchema', 'schema'] },
  putList: { rest: ['PUT', '/v1/lists/:id'], grpc: ['ListService', 'PutList', 'list'] },
  getList: { rest: ['GET', '/v1/lists/:id'], grpc: ['ListService', 'GetList', 'list'] },
  listLists: { rest: ['GET', '/v1/lists'], grpc: ['ListService', 'ListLists'] },
  deleteList: { rest: ['DELETE', '/v1/lists/:id'], grpc: ['ListService', 'DeleteList'] },
  deleteSchema: { rest: ['DELETE', '/v1/schemas/:id'], grpc: ['SchemaService', 'DeleteSchema'] },
} as const satisfies Record<string, OperationRoute>;

export type OperationName = keyof typeof operations;
