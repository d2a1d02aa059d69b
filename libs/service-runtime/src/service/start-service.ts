// Builds a service and opens its doors; knows nothing of the process around it, so that a test can start several.
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as NestLogger } from 'nestjs-pino';
import { ReadinessProbe } from '../health/readiness.js';
import { ReadinessWatch } from '../health/readiness-watch.js';
import { ProblemFilter } from '../problems/problem-filter.js';
import { httpAdapter, prepareHttp } from './http-door.js';
import { defaultBodyBytesMax, type ServiceDefinition } from './service-definition.js';
import { ServiceModule } from './service-module.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:8080` */
  readonly httpUrl: string;
  /** `127.0.0.1:9090`; `undefined` without gRPC. */
  readonly grpcAddress: string | undefined;
  /** Refuses what is new, ends what is under way, closes. */
  stop(): Promise<void>;
}

/** Errors while starting are thrown, not printed; bodies are parsed by Fastify. Nest's options are a class. */
const nestOptions = Object.assign(new NestApplicationContextOptions(), {
  bufferLogs: true,
  abortOnError: false,
  bodyParser: false,
});

/** Libraries that only some services need are loaded by those: together they take 25 MB and half a second. */
const loadGrpc = () => import('../grpc/grpc-side.js');
const loadOpenApi = () => import('./open-api.js');
type GrpcSide = Awaited<ReturnType<typeof loadGrpc>>;

/** REST first, so that liveness answers while the rest starts; ready only when everything has started. */
export async function startService(definition: ServiceDefinition): Promise<RunningService> {
  const probe = new ReadinessProbe();
  const grpcSide = definition.grpc && (await loadGrpc());
  const app = await buildApp(definition, probe, grpcSide);
  const grpcDoor = grpcSide && connectGrpc(app, definition, grpcSide);
  if (definition.strategy !== undefined) app.connectMicroservice({ strategy: definition.strategy });
  await openDoors(app, definition);
  probe.started(definition.readiness(app));
  const watch = new ReadinessWatch(probe, (readiness) => {
    definition.logger.info({ checks: readiness.checks }, readiness.status);
    grpcDoor?.tellHealth(readiness.status === 'ready');
  });
  watch.start();
  return {
    app,
    httpUrl: await app.getUrl(),
    grpcAddress: grpcDoor?.address,
    stop: async () => {
      watch.stop();
      probe.draining();
      grpcDoor?.tellHealth(false);
      await app.close();
    },
  };
}

/** When one cannot be opened, all are closed again. */
async function openDoors(app: NestFastifyApplication, { listening }: ServiceDefinition): Promise<void> {
  try {
    await app.listen(listening.httpPort, listening.host);
    await app.startAllMicroservices();
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function buildApp(
  definition: ServiceDefinition,
  probe: ReadinessProbe,
  grpcSide: GrpcSide | undefined,
): Promise<NestFastifyApplication> {
  const { logger, metrics, bodyBytesMax = defaultBodyBytesMax } = definition;
  const app = await NestFactory.create<NestFastifyApplication>(
    ServiceModule.around(definition, probe),
    httpAdapter(bodyBytesMax),
    nestOptions,
  );
  app.useLogger(app.get(NestLogger));
  app.useGlobalFilters(new ProblemFilter(logger, bodyBytesMax, grpcSide?.grpcProblem));
  if (grpcSide !== undefined) app.useGlobalInterceptors(new grpcSide.GrpcCallObserver(logger, metrics));
  prepareHttp(app, { metrics, bodyBytesMax });
  if (definition.openApi !== undefined) (await loadOpenApi()).serveOpenApi(app, definition.openApi);
  return app;
}

function connectGrpc(
  app: NestFastifyApplication,
  definition: ServiceDefinition,
  { GrpcDoor }: GrpcSide,
): InstanceType<typeof GrpcDoor> | undefined {
  if (definition.grpc === undefined) return undefined;
  const { listening, bodyBytesMax = defaultBodyBytesMax } = definition;
  const door = new GrpcDoor({
    ...definition.grpc,
    host: listening.host,
    port: listening.grpcPort,
    messageBytesMax: bodyBytesMax,
  });
  app.connectMicroservice({ strategy: door }, { inheritAppConfig: true });
  return door;
}
