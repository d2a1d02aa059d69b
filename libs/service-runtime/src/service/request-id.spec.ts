import { Metadata } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { acceptedRequestId, grpcRequestId } from './request-id.js';

it('keeps a plain word of the caller', () => {
  expect(acceptedRequestId('order-17')).toBe('order-17');
});

it.each([undefined, '', 'two words', 'x'.repeat(65), 'line\nbreak', ['a']])('replaces %j', (offered) => {
  expect(acceptedRequestId(offered)).toMatch(/^[\da-f-]{36}$/);
});

it('gives one call one id, however often it is asked', () => {
  const metadata = new Metadata();
  expect(grpcRequestId(metadata)).toBe(grpcRequestId(metadata));
});
