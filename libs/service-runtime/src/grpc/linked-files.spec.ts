import { loadSync } from '@grpc/proto-loader';
import { protoPath as healthProto } from 'grpc-health-check';
import { expect, it } from 'vitest';
import { decodeFile, describesType, linkedFiles } from './linked-files.js';
import { protoLoading, protoPath } from './proto-files.js';

const definition = linkedFiles({
  ...loadSync(protoPath('posthorn/ingest/v1/ingest.proto'), protoLoading),
  ...loadSync(healthProto, protoLoading),
});
const [type] = Object.values(definition).filter(describesType);
const described = (type?.fileDescriptorProtos ?? []).map(decodeFile);
const files = new Map(described.map((file) => [file.package, file]));
const messageIn = (pack: string, name: string) =>
  files.get(pack)?.messageType?.find((message) => message.name === name);

it('gives each file once', () => {
  const packages = described.map((file) => file.package);
  expect(packages.sort()).toEqual(['google.protobuf', 'grpc.health.v1', 'posthorn.ingest.v1']);
});

it('names the files that a file needs', () => {
  expect(files.get('posthorn.ingest.v1')?.dependency).toEqual([files.get('google.protobuf')?.name]);
  expect(files.get('google.protobuf')?.dependency).toBeUndefined();
});

it('names types in full, from the innermost scope that has them', () => {
  const data = messageIn('posthorn.ingest.v1', 'Event')?.field?.find(({ name }) => name === 'data');
  expect(data?.typeName).toBe('.google.protobuf.Struct');
  const results = messageIn('posthorn.ingest.v1', 'PublishBatchResponse')?.field?.find(
    ({ name }) => name === 'results',
  );
  expect(results?.typeName).toBe('.posthorn.ingest.v1.PublishBatchResponse.Result');
  const [service] = files.get('posthorn.ingest.v1')?.service ?? [];
  expect(service?.method?.map(({ inputType }) => inputType)).toEqual([
    '.posthorn.ingest.v1.PublishRequest',
    '.posthorn.ingest.v1.PublishBatchRequest',
    '.posthorn.ingest.v1.PublishStreamRequest',
  ]);
});

it.each([
  { pack: 'google.protobuf', message: 'Struct', entries: 'FieldsEntry' },
  { pack: 'grpc.health.v1', message: 'HealthListResponse', entries: 'StatusesEntry' },
])('calls the entries of a map $entries', ({ pack, message, entries }) => {
  const found = messageIn(pack, message);
  expect(found?.nestedType?.map(({ name }) => name)).toEqual([entries]);
  expect(found?.field?.[0]?.typeName).toBe(`.${pack}.${message}.${entries}`);
});
