// A gRPC client that somebody else wrote and that knows nothing but an address: `buf curl`, which asks the server's
// reflection what can be called, as grpcurl does.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { workspaceRoot } from '@posthorn/testing';

const run = promisify(execFile);
const buf = join(workspaceRoot, 'node_modules/.bin/buf');
const timeoutMs = 20_000;

export interface GrpcToolCall {
  /** host:port. */
  readonly address: string;
  /** `posthorn.ingest.v1.IngestService/Publish`. */
  readonly method: string;
  readonly message: object;
  readonly token?: string;
}

/** The answer as JSON, in lower camel case as protobuf's JSON has it; throws what the tool says when it fails. */
export async function callByReflection({ address, method, message, token }: GrpcToolCall): Promise<unknown> {
  const headers = token === undefined ? [] : ['--header', `authorization: Bearer ${token}`];
  const { stdout } = await curl(...headers, '--data', JSON.stringify(message), `http://${address}/${method}`);
  return JSON.parse(stdout) as unknown;
}

/** `posthorn.ingest.v1.IngestService/Publish` and every other method that the server describes. */
export async function methodsByReflection(address: string): Promise<readonly string[]> {
  const { stdout } = await curl('--list-methods', `http://${address}`);
  return stdout.split('\n').filter((line) => line !== '');
}

const curl = (...args: string[]): Promise<{ stdout: string }> =>
  run(buf, ['curl', '--protocol', 'grpc', '--http2-prior-knowledge', '--reflect', ...args], {
    timeout: timeoutMs,
  });
