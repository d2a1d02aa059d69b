// A problem as gRPC tells it: a status code, and the whole problem document as JSON in `posthorn-problem-bin`.
import { Metadata, status as grpcStatus } from '@grpc/grpc-js';
import type { Problem } from './problem.js';
import { grpcLimits, problemDocument } from './problem-document.js';

export const problemMetadataKey = 'posthorn-problem-bin';

export interface GrpcProblem {
  readonly code: grpcStatus;
  readonly details: string;
  readonly metadata: Metadata;
}

const byStatus: Readonly<Record<number, grpcStatus>> = {
  401: grpcStatus.UNAUTHENTICATED,
  403: grpcStatus.PERMISSION_DENIED,
  404: grpcStatus.NOT_FOUND,
  409: grpcStatus.ALREADY_EXISTS,
  412: grpcStatus.FAILED_PRECONDITION,
  429: grpcStatus.RESOURCE_EXHAUSTED,
  503: grpcStatus.UNAVAILABLE,
  504: grpcStatus.DEADLINE_EXCEEDED,
};

export function grpcCodeOf({ status, grpcStatus: told }: Pick<Problem, 'status' | 'grpcStatus'>): grpcStatus {
  if (told !== undefined) return grpcStatus[told];
  return byStatus[status] ?? (status < 500 ? grpcStatus.INVALID_ARGUMENT : grpcStatus.INTERNAL);
}

export function grpcProblem(problem: Problem, requestId: string): GrpcProblem {
  const document = problemDocument(problem, requestId, grpcLimits);
  const metadata = new Metadata();
  metadata.set(problemMetadataKey, Buffer.from(JSON.stringify(document)));
  if (problem.retryAfterS !== undefined) metadata.set('retry-after', String(problem.retryAfterS));
  return { code: grpcCodeOf(problem), details: document.detail, metadata };
}
