// Any thrown thing as a problem. What nobody expected says nothing about itself to the caller.
import { HttpException } from '@nestjs/common';
import { httpExceptionProblem } from './http-exception-problem.js';
import { ProblemError, type Problem } from './problem.js';

/** `unexpected`: a bug or broken infrastructure, which is to be logged with its error. */
export interface JudgedError {
  readonly problem: Problem;
  readonly unexpected: boolean;
}

const internal: Problem = {
  status: 500,
  code: 'internal',
  title: 'Something is wrong on our side',
  detail: 'The error is in our log under the id of this request',
};

export function problemOf(error: unknown, bodyBytesMax: number): JudgedError {
  if (error instanceof ProblemError) return { problem: error.problem, unexpected: false };
  if (error instanceof HttpException && error.getStatus() < 500) {
    return { problem: httpExceptionProblem(error, bodyBytesMax), unexpected: false };
  }
  return { problem: internal, unexpected: true };
}
