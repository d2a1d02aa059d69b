// A gRPC client as a customer has one: the protos, an address, a token in the metadata.
import { join } from 'node:path';
import {
  Client,
  credentials,
  Metadata,
  type ClientDuplexStream,
  type MethodDefinition,
  type ServiceDefinition,
  type ServiceError,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { workspaceRoot } from '../workspace-root.js';

/** `proto` as its imports name it, `name` in full: `posthorn.ingest.v1.IngestService`. */
export function loadGrpcService(proto: string, name: string): ServiceDefinition {
  const includeDirs = [join(workspaceRoot, 'libs/contracts/proto')];
  const definition = loadSync(proto, { keepCase: true, longs: Number, enums: String, includeDirs });
  return definition[name] as ServiceDefinition;
}

/** What a call ended in; `problem` is the document of `posthorn-problem-bin`. */
export type GrpcAnswer =
  | { readonly ok: true; readonly message: unknown }
  | {
      readonly ok: false;
      readonly code: number;
      readonly details: string;
      readonly metadata: Metadata;
      readonly problem: unknown;
    };

type UntypedMethod = MethodDefinition<object, object>;

export class GrpcClient {
  readonly #client: Client;
  readonly #service: ServiceDefinition;

  /** `address`: host:port. */
  constructor(address: string, service: ServiceDefinition) {
    this.#service = service;
    this.#client = new Client(address, credentials.createInsecure());
  }

  /** Calls a unary method by its name in the proto. */
  call(method: string, request: object, headers: Readonly<Record<string, string>> = {}): Promise<GrpcAnswer> {
    const { path, requestSerialize, responseDeserialize } = this.#service[method] as UntypedMethod;
    const metadata = Metadata.fromHttp2Headers({ ...headers });
    return new Promise((resolve) => {
      this.#client.makeUnaryRequest(
        ...([path, requestSerialize, responseDeserialize, request, metadata] as const),
        (error, message) => {
          resolve(error === null ? { ok: true, message } : failed(error));
        },
      );
    });
  }

  /** Opens a call that streams both ways. Nothing is read before somebody reads. */
  openStream(
    method: string,
    headers: Readonly<Record<string, string>> = {},
  ): ClientDuplexStream<object, object> {
    const { path, requestSerialize, responseDeserialize } = this.#service[method] as UntypedMethod;
    const metadata = Metadata.fromHttp2Headers({ ...headers });
    return this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
  }

  close(): void {
    this.#client.close();
  }
}

/** A failed call as an answer. */
export function failed({ code, details, metadata }: ServiceError): Extract<GrpcAnswer, { ok: false }> {
  const [document] = metadata.get('posthorn-problem-bin');
  const problem: unknown = document === undefined ? undefined : JSON.parse(document.toString());
  return { ok: false, code, details, metadata, problem };
}
