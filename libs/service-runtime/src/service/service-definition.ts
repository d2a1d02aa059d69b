// All that `runService` needs to know of a service.
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { Logger } from 'pino';
import type { Listening } from '../environment/http-environment.js';
import type { GrpcDefinition } from '../grpc/grpc-door.js';
import type { ReadinessCheck } from '../health/readiness.js';
import type { Metrics } from '../metrics/metrics.js';
import type { OpenApiDefinition } from './open-api.js';

export interface ServiceDefinition {
  /** The name it has everywhere: folder, log field, Kafka client id. */
  readonly service: string;
  readonly module: Type | DynamicModule;
  readonly listening: Listening;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** What it needs to do its work; asked by `/health/ready` and by gRPC health. */
  readonly readiness: (app: INestApplicationContext) => readonly ReadinessCheck[];
  /** gRPC beside REST, with health and reflection. */
  readonly grpc?: GrpcDefinition;
  /** An engine that starts after the doors are open and is drained by the end of the service. */
  readonly strategy?: CustomTransportStrategy;
  /** `/openapi.json` and the page `/docs`. */
  readonly openApi?: OpenApiDefinition;
  /** Of a REST body and of a gRPC message. */
  readonly bodyBytesMax?: number;
  /** From the signal to the end of the process, at most. */
  readonly drainWithinMs?: number;
}

export const defaultBodyBytesMax = 1_048_576;
export const defaultDrainWithinMs = 10_000;
