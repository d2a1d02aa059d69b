// Nest's own lines and one line per HTTP request through the service's log. Probes and scrapes are not logged.
import { LoggerModule } from 'nestjs-pino';
import { RequestMethod, type DynamicModule } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { maskQuery } from './redaction.js';
import { traceIdOf } from './trace-id.js';

const unloggedPaths = /^\/(health|metrics)\b/;

export const loggingModule = (logger: Logger): DynamicModule =>
  LoggerModule.forRoot({
    forRoutes: [{ path: '*path', method: RequestMethod.ALL }],
    pinoHttp: {
      logger,
      autoLogging: { ignore: (request) => unloggedPaths.test(pathOf(request)) },
      serializers: {
        req: describeRequest,
        res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      },
      customProps: (request) => traceFields(request),
      customAttributeKeys: { responseTime: 'duration_ms' },
      wrapSerializers: false,
    },
  });

/** As it was asked: the middleware layer shortens `url`. */
const pathOf = (request: IncomingMessage & { originalUrl?: string }): string =>
  request.originalUrl ?? request.url ?? '';

const describeRequest = (request: IncomingMessage & { id?: unknown }) => ({
  id: request.id,
  method: request.method,
  path: maskQuery(pathOf(request)),
  remote_address: request.socket.remoteAddress,
});

function traceFields(request: IncomingMessage): { trace_id?: string } {
  const traceId = traceIdOf(request.headers.traceparent);
  return traceId === undefined ? {} : { trace_id: traceId };
}
