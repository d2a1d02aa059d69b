// The gRPC door, by the protos that a client has compiled in.
import { status } from '@grpc/grpc-js';
import type { LocalStack } from '@posthorn/local-stack';
import { GrpcClient, loadGrpcService, type GrpcAnswer } from '@posthorn/testing';
import type { Answer, Door, Fields, Problem } from './door.js';
import { operations, type OperationName } from './operations.js';
import { structOf } from './struct.js';

export interface GrpcAddresses {
  readonly subscriptions: string;
  readonly ingest: string;
}

/** host:port. */
export const grpcAddresses = ({ settings: { ports } }: Pick<LocalStack, 'settings'>): GrpcAddresses => ({
  subscriptions: `127.0.0.1:${ports.subscriptionsGrpc}`,
  ingest: `127.0.0.1:${ports.ingestGrpc}`,
});

const files = {
  AccountService: 'posthorn/subscriptions/v1/accounts.proto',
  TokenService: 'posthorn/subscriptions/v1/tokens.proto',
  SubscriptionService: 'posthorn/subscriptions/v1/subscriptions.proto',
  ConnectionService: 'posthorn/subscriptions/v1/connections.proto',
  SchemaService: 'posthorn/subscriptions/v1/schemas.proto',
  IngestService: 'posthorn/ingest/v1/ingest.proto',
  AutomationService: 'posthorn/ingest/v1/automations.proto',
} as const;

type ServiceName = keyof typeof files;

export function grpcDoor(addresses: GrpcAddresses): Door {
  const client = (name: ServiceName): GrpcClient => {
    const file = files[name];
    const address = file.startsWith('posthorn/ingest/') ? addresses.ingest : addresses.subscriptions;
    const fullName = `${file.split('/').slice(0, 3).join('.')}.${name}`;
    return new GrpcClient(address, loadGrpcService(file, fullName));
  };
  const clients: Readonly<Record<ServiceName, GrpcClient>> = {
    AccountService: client('AccountService'),
    TokenService: client('TokenService'),
    SubscriptionService: client('SubscriptionService'),
    ConnectionService: client('ConnectionService'),
    SchemaService: client('SchemaService'),
    IngestService: client('IngestService'),
    AutomationService: client('AutomationService'),
  };
  return {
    name: 'gRPC',
    ask: async (operation, fields, token) => {
      const [service, method, field] = operations[operation].grpc as readonly [ServiceName, string, string?];
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const answer = await clients[service].call(method, messageOf(operation, fields), headers);
      return unwrapped(answer, field);
    },
    close: () => {
      for (const one of Object.values(clients)) one.close();
    },
  };
}

/** The message that says what REST's body says. */
function messageOf(operation: OperationName, fields: Fields): Fields {
  switch (operation) {
    case 'publish':
      return { event: eventMessage(fields) };
    case 'publishBatch':
      return { events: (fields.events as readonly Fields[]).map(eventMessage) };
    case 'sendAutomationWebhook': {
      const { id, contact, ...others } = fields;
      return { ...others, series_id: id, contact: structOf(contact as Fields) };
    }
    case 'updateSubscription':
    case 'updateSchema':
      return { ...fields, update_mask: { paths: Object.keys(fields).filter((name) => name !== 'id') } };
    default:
      return fields;
  }
}

const eventMessage = ({ data, ...attributes }: Fields): Fields => ({
  ...attributes,
  data: structOf(data as Fields),
});

function unwrapped(answer: GrpcAnswer, field: string | undefined): Answer {
  if (!answer.ok) return { ok: false, problem: problemOf(answer) };
  const message = answer.message as Fields;
  return { ok: true, body: field === undefined ? message : message[field] };
}

/** gRPC's status beside HTTP's in the problem. */
const statuses: Readonly<Record<number, number>> = {
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.NOT_FOUND,
  409: status.FAILED_PRECONDITION,
  422: status.INVALID_ARGUMENT,
};

function problemOf(answer: Extract<GrpcAnswer, { ok: false }>): Problem {
  const problem = answer.problem as Problem | undefined;
  if (problem !== undefined && statuses[problem.status] === answer.code) return problem;
  throw new Error(`gRPC ${answer.code} ${answer.details}, with ${JSON.stringify(problem)}`);
}
