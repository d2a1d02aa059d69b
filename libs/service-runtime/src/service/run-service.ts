// The life of a service's process: start, one line that says where it listens, drain on SIGTERM or SIGINT, exit code.
import type { Logger } from 'pino';
import { defaultDrainWithinMs, type ServiceDefinition } from './service-definition.js';
import { startService, type RunningService } from './start-service.js';
import { letHelpersYield } from './yielding-helpers.js';

/** Resolves when its doors are open; the log tells when it is ready. The process ends by a signal (0), or by a crash (1). */
export async function runService(definition: ServiceDefinition): Promise<RunningService> {
  const { logger } = definition;
  crashOnStrayErrors(logger);
  logger.debug({ threads: letHelpersYield() }, 'helper threads yield');
  const running = await start(definition);
  drainOnSignal(running, definition);
  logger.info({ http: running.httpUrl, grpc: running.grpcAddress }, 'listening');
  return running;
}

/** For what leaves a process alive but useless, such as a consumer that died: ends it, so that it is restarted. */
export function crash(logger: Logger, error: unknown): never {
  logger.fatal({ err: error }, 'crashed');
  process.exit(1);
}

function crashOnStrayErrors(logger: Logger): void {
  process.on('uncaughtException', (error) => crash(logger, error));
  process.on('unhandledRejection', (reason) => crash(logger, reason));
}

async function start(definition: ServiceDefinition): Promise<RunningService> {
  try {
    return await startService(definition);
  } catch (error) {
    return crash(definition.logger, error);
  }
}

function drainOnSignal(running: RunningService, definition: ServiceDefinition): void {
  const { logger, drainWithinMs = defaultDrainWithinMs } = definition;
  let draining = false;
  const drain = (signal: NodeJS.Signals) => {
    if (draining) return;
    draining = true;
    logger.info({ signal }, 'draining');
    // Keeps the process alive, too: what hangs without a timer or socket of its own would end it as if it had drained.
    setTimeout(() => crash(logger, new Error(`Not drained within ${drainWithinMs} ms`)), drainWithinMs);
    running.stop().then(
      () => {
        logger.info('drained');
        process.exit(0);
      },
      (error: unknown) => crash(logger, error),
    );
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
}
