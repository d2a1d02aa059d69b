// What the framework itself refuses, as a problem: unknown routes, bodies that are too large, malformed or of
// another media type.
import type { HttpException } from '@nestjs/common';
import type { Problem } from './problem.js';

type Described = Omit<Problem, 'status' | 'detail'>;

const byStatus: Readonly<Record<number, Described>> = {
  400: { code: 'malformed_request', title: 'The request cannot be read' },
  404: { code: 'unknown_route', title: 'There is no such route' },
  413: { code: 'body_too_large', title: 'The body is too large' },
  415: { code: 'unsupported_media_type', title: 'The body is of a media type that is not taken' },
};

export function httpExceptionProblem(exception: HttpException, bodyBytesMax: number): Problem {
  const status = exception.getStatus();
  const described = byStatus[status] ?? { code: `http_${status}`, title: 'The request was refused' };
  return { status, ...described, detail: detailOf(status, exception.message, bodyBytesMax) };
}

function detailOf(status: number, message: string, bodyBytesMax: number): string {
  switch (status) {
    case 413:
      return `A body may have at most ${bodyBytesMax} bytes; send less at once`;
    case 415:
      return 'Send JSON, with content-type: application/json';
    default:
      return message;
  }
}
