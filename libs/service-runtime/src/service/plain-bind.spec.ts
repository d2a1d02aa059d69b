import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { beforeAll, describe, expect, it } from 'vitest';
import { bindPlainly } from './plain-bind.js';

const words = new AsyncLocalStorage<string>();

function heard(this: unknown, ...args: unknown[]): unknown {
  return { self: this, word: words.getStore(), args };
}

describe('bindPlainly', () => {
  beforeAll(bindPlainly);

  it('calls in the scope of the resource, with what it is called with', () => {
    const resource = words.run('inside', () => new AsyncResource('test'));
    const bound = resource.bind(heard);
    expect(words.run('outside', () => bound.call('caller', 1, 2))).toEqual({
      self: 'caller',
      word: 'inside',
      args: [1, 2],
    });
  });

  it('calls with a fixed receiver', () => {
    const bound = AsyncResource.bind(heard, 'test', 'fixed');
    expect(bound.call('caller')).toMatchObject({ self: 'fixed' });
  });

  it('passes on what is thrown', () => {
    const bound = new AsyncResource('test').bind(() => {
      throw new Error('from inside');
    });
    expect(bound).toThrow('from inside');
  });

  it('gives the function no property of its own', () => {
    expect(Object.keys(new AsyncResource('test').bind(heard))).toEqual([]);
  });
});
