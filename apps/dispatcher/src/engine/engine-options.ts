// What the engine and its parts are made from.
import type { Logger } from '@posthorn/service-runtime';
import type { DispatcherEnvironment } from '../dispatcher-environment.js';
import type { DispatcherMetrics } from '../dispatcher-metrics.js';

export interface EngineOptions {
  readonly environment: DispatcherEnvironment;
  readonly logger: Logger;
  readonly metrics: DispatcherMetrics;
  /** Something is broken that only a restart mends. */
  readonly onFatal: (error: unknown) => void;
}
