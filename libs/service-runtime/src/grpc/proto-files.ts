// Where the protos of contracts stand, and how messages look: snake_case, absent stays absent, 64 bits as numbers.
import type { Options } from '@grpc/proto-loader';
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

const require = createRequire(import.meta.url);

/** Absolute path of a proto, named as its imports name it: `posthorn/ingest/v1/ingest.proto`. */
export const protoPath = (proto: string): string => require.resolve(`@posthorn/contracts/proto/${proto}`);

/** The folder that the protos' own imports start from. */
const protoFolder = (proto: string): string =>
  proto.split('/').reduce((folder) => dirname(folder), protoPath(proto)) + sep;

/** Of proto-loader, for servers and for the clients of tests. */
export const protoLoading = (proto: string): Options => ({
  keepCase: true,
  defaults: false,
  arrays: true,
  enums: String,
  longs: Number,
  oneofs: true,
  includeDirs: [protoFolder(proto)],
});
