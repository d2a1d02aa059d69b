// The dispatcher's process: reads the environment, starts the engine, tells whether it is ready.
import { setFlagsFromString } from 'node:v8';
import { createLogger, crash, Metrics, runService } from '@posthorn/service-runtime';
import { readDispatcherEnvironment } from './dispatcher-environment.js';
import { dispatcherMetrics } from './dispatcher-metrics.js';
import { DispatcherModule } from './dispatcher-module.js';
import { DispatcherStrategy } from './dispatcher-strategy.js';
import { Engine } from './engine/engine.js';

// What the process holds is bounded; V8 would let garbage grow to more than twice that before it collects it. Half
// of this costs a sixth more CPU. And V8 learns where objects are made that live long, and makes them in the old
// generation at once: it would learn that of deliveries while the process is new and late with all of them, and collect
// each of them dearly for long. Measured in docs/performance.md.
setFlagsFromString('--heap-growing-percent=100');
setFlagsFromString('--no-allocation-site-pretenuring');

const service = 'dispatcher';
const environment = readDispatcherEnvironment();
const logger = createLogger({ service, ...environment.logging });
const metrics = new Metrics(service);
const engine = new Engine({
  environment,
  logger,
  metrics: dispatcherMetrics(metrics),
  onFatal: (error) => crash(logger, error),
});

await runService({
  service,
  module: DispatcherModule,
  listening: environment.listening,
  logger,
  metrics,
  strategy: new DispatcherStrategy(engine),
  readiness: () => [
    {
      name: 'registry',
      check: () =>
        engine.viewState === 'complete'
          ? { ok: true }
          : { ok: false, detail: `the view is ${engine.viewState}` },
    },
    {
      name: 'kafka',
      check: () =>
        engine.joined ? { ok: true } : { ok: false, detail: 'not joined to the consumer groups' },
    },
  ],
  drainWithinMs: 25_000,
});
