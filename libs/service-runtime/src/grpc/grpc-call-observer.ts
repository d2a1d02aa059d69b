// One log line and one measurement for each gRPC call, as HTTP requests have them.
import { status as grpcStatus, type Metadata } from '@grpc/grpc-js';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Histogram } from 'prom-client';
import type { Logger } from 'pino';
import { tap, type Observable } from 'rxjs';
import { traceIdOf } from '../logging/trace-id.js';
import { durationBucketsS, type Metrics } from '../metrics/metrics.js';
import { grpcCodeOf } from '../problems/grpc-problem.js';
import { problemOf } from '../problems/problem-of.js';
import { grpcRequestId } from '../service/request-id.js';

export class GrpcCallObserver implements NestInterceptor {
  private readonly durations: Histogram<'method' | 'code'>;

  constructor(
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.durations = metrics.histogram({
      name: 'grpc_call_duration_seconds',
      help: 'Time from a gRPC call to its answer.',
      labels: ['method', 'code'],
      buckets: durationBucketsS,
    });
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'rpc') return next.handle();
    const startedMs = performance.now();
    const method = `${context.getClass().name}.${context.getHandler().name}`;
    const metadata = context.switchToRpc().getContext<Metadata>();
    const end = (code: grpcStatus) => {
      this.observe({ method, code, metadata, durationMs: performance.now() - startedMs });
    };
    return next.handle().pipe(
      tap({
        complete: () => {
          end(grpcStatus.OK);
        },
        error: (error: unknown) => {
          end(grpcCodeOf(problemOf(error, 0).problem));
        },
      }),
    );
  }

  private observe(call: ObservedCall): void {
    const code = grpcStatus[call.code];
    this.durations.observe({ method: call.method, code }, call.durationMs / 1_000);
    this.log.info(
      {
        request_id: grpcRequestId(call.metadata),
        trace_id: traceIdOf(call.metadata.get('traceparent')[0]),
        method: call.method,
        code,
        duration_ms: Math.round(call.durationMs),
      },
      'grpc call completed',
    );
  }
}

interface ObservedCall {
  readonly method: string;
  readonly code: grpcStatus;
  readonly metadata: Metadata;
  readonly durationMs: number;
}
