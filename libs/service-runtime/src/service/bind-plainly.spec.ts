import { AsyncResource, executionAsyncId } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindPlainly } from './bind-plainly.js';
import { httpAdapter } from './http-door.js';

const nodesOwn = Object.getOwnPropertyDescriptor(AsyncResource.prototype, 'bind') ?? {};
const asNodeMadeIt = (): void => {
  Object.defineProperty(AsyncResource.prototype, 'bind', nodesOwn);
};

function heard(this: unknown, ...args: unknown[]): unknown {
  return { self: this, scope: executionAsyncId(), args };
}

describe('bindPlainly', () => {
  beforeAll(bindPlainly);
  afterAll(asNodeMadeIt);

  it('calls in the scope of the resource, with what it is called with', () => {
    const resource = new AsyncResource('test');
    expect(resource.bind(heard).call('caller', 1, 2)).toEqual({
      self: 'caller',
      scope: resource.asyncId(),
      args: [1, 2],
    });
  });

  it.each(['fixed', null])('calls with the receiver %s', (receiver) => {
    const bound = AsyncResource.bind(heard, 'test', receiver);
    expect(bound.call('caller')).toMatchObject({ self: receiver });
  });

  it('passes on what is thrown', () => {
    const bound = new AsyncResource('test').bind(() => {
      throw new Error('from inside');
    });
    expect(bound).toThrow('from inside');
  });

  it('refuses what cannot be called', () => {
    expect(() => new AsyncResource('test').bind(undefined as unknown as () => void)).toThrow(TypeError);
  });
});

it('is in force once there is an HTTP door', () => {
  asNodeMadeIt();
  httpAdapter(1);
  expect(Object.getOwnPropertyNames(new AsyncResource('test').bind(heard))).not.toContain('asyncResource');
  asNodeMadeIt();
});
