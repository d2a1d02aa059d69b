// Where the protos of contracts stand, and how messages look: snake_case, absent stays absent, 64 bits as numbers.
import type { Options } from '@grpc/proto-loader';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/** Absolute path of a proto, named as imports name it: `posthorn/ingest/v1/ingest.proto`. */
export const protoPath = (proto: string): string => resolve(`@posthorn/contracts/proto/${proto}`);

/** Of proto-loader, for servers and for the clients of tests. */
export const protoLoading: Options = {
  keepCase: true,
  defaults: false,
  arrays: true,
  enums: String,
  longs: Number,
  oneofs: true,
  includeDirs: [join(dirname(resolve('@posthorn/contracts/package.json')), 'proto')],
};
