// The gRPC server of a service: Nest's, with health and reflection, a port that can be asked for, and an end that
// waits for calls but not for ever.
import { Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js';
import { loadSync, type PackageDefinition } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { ServerGrpc } from '@nestjs/microservices';
import { HealthImplementation, protoPath as healthProto } from 'grpc-health-check';
import { lastValueFrom } from 'rxjs';
import { linkedFiles } from './linked-files.js';
import { protoLoading, protoPath } from './proto-files.js';

export interface GrpcDefinition {
  /** `posthorn.ingest.v1` */
  readonly package: string;
  /** Under contracts' `proto`, as `posthorn/ingest/v1/ingest.proto`; all its files. */
  readonly protos: readonly string[];
}

export interface GrpcDoorSettings extends GrpcDefinition {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly messageBytesMax: number;
}

type StreamHandler = (...parameters: unknown[]) => unknown;

/** How long calls under way may take after the end was asked for; idle streams (health watch) never end themselves. */
const callsEndWithinMs = 5_000;

export class GrpcDoor extends ServerGrpc {
  private readonly health = new HealthImplementation({ '': 'NOT_SERVING' });
  private readonly services: string[] = [''];
  private server: Server | undefined;
  private boundPort = 0;

  constructor(private readonly settings: GrpcDoorSettings) {
    super({
      package: settings.package,
      protoPath: settings.protos.map(protoPath),
      loader: protoLoading,
      onLoadPackageDefinition: (definition: PackageDefinition, server: Server) => {
        this.addStandardServices(definition, server);
      },
    });
  }

  /** `host:port`, once it listens. */
  get address(): string {
    return `${bracketed(this.settings.host)}:${this.boundPort}`;
  }

  override async createClient(): Promise<Server> {
    const { host, port, messageBytesMax } = this.settings;
    this.server = new Server({ 'grpc.max_receive_message_length': messageBytesMax });
    this.boundPort = await bind(this.server, `${bracketed(host)}:${port}`);
    return this.server;
  }

  /** What `grpc.health.v1.Health` answers for the server and each of its services. */
  tellHealth(ready: boolean): void {
    for (const service of this.services) this.health.setStatus(service, ready ? 'SERVING' : 'NOT_SERVING');
  }

  override async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const timer = setTimeout(() => {
      server.forceShutdown();
    }, callsEndWithinMs);
    await new Promise<void>((resolve) => {
      server.tryShutdown(() => {
        resolve();
      });
    });
    clearTimeout(timer);
  }

  /**
   * A handler of `@GrpcStreamCall` gets the duplex stream itself, and so its back-pressure. Unlike Nest's own, with the
   * metadata where filters and observers look for it, and with an end of the call for each end of the handler.
   */
  override createStreamCallMethod(handler: StreamHandler) {
    return async (grpcCall: unknown): Promise<void> => {
      const call = grpcCall as ServerDuplexStream<unknown, unknown>;
      try {
        const ending = this.transformToObservable(await handler(call, call.metadata));
        await lastValueFrom(ending, { defaultValue: undefined });
        call.end();
      } catch (error) {
        call.emit('error', error);
      }
    };
  }

  private addStandardServices(definition: PackageDefinition, server: Server): void {
    const isService = ([, described]: [string, object]) => !('format' in described);
    this.services.push(
      ...Object.entries(definition)
        .filter(isService)
        .map(([name]) => name),
    );
    this.tellHealth(false);
    this.health.addToServer(server);
    const described = { ...definition, ...loadSync(healthProto, protoLoading) };
    new ReflectionService(linkedFiles(described)).addToServer(server);
  }
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

const bind = (server: Server, address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
