// Nest's own lines and one line per HTTP request through the service's log. Probes and scrapes are not logged.
import {
  Inject,
  Module,
  RequestMethod,
  type DynamicModule,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';
import { maskQuery } from './redaction.js';
import { traceIdOf } from './trace-id.js';

const unloggedPaths = /^\/(health|metrics)\b/;

/**
 * nestjs-pino's own request log would keep each request's logger in an AsyncLocalStorage, which nobody asks for; from
 * its first use on, Node before 24 runs a hook for every promise, socket and timer of the process.
 */
@Module({})
export class LoggingModule implements NestModule {
  readonly #requestLog: HttpLogger;

  constructor(@Inject(pinoHttp) requestLog: HttpLogger) {
    this.#requestLog = requestLog;
  }

  static of(logger: Logger): DynamicModule {
    return {
      module: LoggingModule,
      imports: [LoggerModule.forRoot({ pinoHttp: { logger }, forRoutes: [] })],
      providers: [{ provide: pinoHttp, useValue: requestLog(logger) }],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(this.#requestLog).forRoutes({ path: '*path', method: RequestMethod.ALL });
  }
}

const requestLog = (logger: Logger): HttpLogger =>
  pinoHttp({
    logger,
    autoLogging: { ignore: (request) => unloggedPaths.test(pathOf(request)) },
    serializers: {
      req: describeRequest,
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
    customSuccessObject: withTrace,
    customErrorObject: (...[request, response, , line]: [IncomingMessage, unknown, Error, object]) =>
      withTrace(request, response, line),
    customAttributeKeys: { responseTime: 'duration_ms' },
    wrapSerializers: false,
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

/** In the line itself: properties for all of a request's lines would make it a second logger. */
function withTrace(request: IncomingMessage, _response: unknown, line: object): object {
  const traceId = traceIdOf(request.headers.traceparent);
  return traceId === undefined ? line : Object.assign(line, { trace_id: traceId });
}
