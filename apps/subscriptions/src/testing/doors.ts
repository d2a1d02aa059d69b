// REST and gRPC as one interface, so that a spec can say once what holds at both.
import type { ProblemDocument } from '@posthorn/service-runtime';
import { GrpcClient, loadGrpcService } from '@posthorn/testing';
import { operations, type GrpcServiceName, type OperationName } from './operations.js';

export type Request = Readonly<Record<string, unknown>>;

/** `body`: what REST answers; a gRPC answer is unwrapped to it. */
export type Answer =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly problem: ProblemDocument; readonly grpcCode?: number };

export type Body = Readonly<Record<string, unknown>>;

export interface Door {
  readonly name: 'REST' | 'gRPC';
  call(operation: OperationName, request: Request, token?: string): Promise<Answer>;
}

export interface Doors {
  readonly rest: Door;
  readonly grpc: Door;
  close(): void;
}

export function openDoors(addresses: { readonly httpUrl: string; readonly grpcAddress: string }): Doors {
  const grpc = new GrpcDoorClient(addresses.grpcAddress);
  return {
    rest: restDoor(addresses.httpUrl),
    grpc,
    close: () => {
      grpc.close();
    },
  };
}

const restDoor = (httpUrl: string): Door => ({
  name: 'REST',
  call: async (operation, { id, ...fields }, token) => {
    const [method, path] = operations[operation].rest;
    const url = new URL(path.replace(':id', encodeURIComponent(String(id))), httpUrl);
    const takesBody =
      method === 'PATCH' ||
      method === 'PUT' ||
      (method === 'POST' && (!path.includes(':id') || Object.keys(fields).length > 0));
    const body = takesBody ? JSON.stringify(path.includes(':id') ? fields : withId(fields, id)) : null;
    for (const [name, value] of takesBody || method === 'POST' ? [] : Object.entries(fields)) {
      url.searchParams.set(name, String(value));
    }
    const response = await fetch(url, {
      method,
      body,
      headers: {
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    const text = await response.text();
    if (response.ok) return { ok: true, body: (text === '' ? {} : JSON.parse(text)) as Body };
    return { ok: false, problem: JSON.parse(text) as ProblemDocument };
  },
});

const withId = (fields: Request, id: unknown): Request => (id === undefined ? fields : { id, ...fields });

class GrpcDoorClient implements Door {
  readonly name = 'gRPC';
  private readonly clients: Readonly<Record<GrpcServiceName, GrpcClient>>;

  constructor(address: string) {
    const client = (proto: string, service: GrpcServiceName): GrpcClient =>
      new GrpcClient(
        address,
        loadGrpcService(`posthorn/subscriptions/v1/${proto}.proto`, `posthorn.subscriptions.v1.${service}`),
      );
    this.clients = {
      AccountService: client('accounts', 'AccountService'),
      TokenService: client('tokens', 'TokenService'),
      SubscriptionService: client('subscriptions', 'SubscriptionService'),
      ConnectionService: client('connections', 'ConnectionService'),
      SchemaService: client('schemas', 'SchemaService'),
      ListService: client('lists', 'ListService'),
    };
  }

  async call(operation: OperationName, request: Request, token?: string): Promise<Answer> {
    const [service, method, field] = operations[operation].grpc as readonly [
      GrpcServiceName,
      string,
      string?,
    ];
    const message = operation.startsWith('update') ? masked(request) : request;
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await this.clients[service].call(method, message, headers);
    if (!answer.ok) return { ok: false, problem: answer.problem as ProblemDocument, grpcCode: answer.code };
    const body = answer.message as Body;
    return { ok: true, body: (field === undefined ? body : body[field]) as Body };
  }

  close(): void {
    Object.values(this.clients).forEach((client) => {
      client.close();
    });
  }
}

/** A PATCH body as an update message: the mask names its keys, and what is null is not set. */
function masked({ id, ...fields }: Request): Request {
  const set = Object.entries(fields).filter(([, value]) => value !== null);
  return { id, ...Object.fromEntries(set), update_mask: { paths: Object.keys(fields) } };
}

/** The body of an answer that must be good. */
export function bodyOf(answer: Answer): Body {
  if (answer.ok) return answer.body;
  throw new Error(`refused: ${JSON.stringify(answer.problem)}`);
}

/** The problem of an answer that must be a refusal. */
export function problemOf(answer: Answer): ProblemDocument {
  if (!answer.ok) return answer.problem;
  throw new Error(`not refused: ${JSON.stringify(answer.body)}`);
}
