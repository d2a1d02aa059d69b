import type { SubscriptionRecord } from '@posthorn/contracts';
import { describe, expect, it } from 'vitest';
import { RegistryTable, type KeptKind } from './registry-table.js';

const subscription = (given: Partial<SubscriptionRecord> = {}): SubscriptionRecord => ({
  id: 'sub_1',
  account_id: 'acc_1',
  name: 'Example',
  kind: 'standard',
  url: 'https://receiver.example/hook',
  event_types: ['subscribe'],
  sources: ['api'],
  state: 'active',
  body_format: 'form',
  secrets: [],
  ...given,
});

class Written {
  readonly table: RegistryTable;
  #offset = 0n;

  constructor(keeps?: readonly KeptKind[]) {
    this.table = new RegistryTable(keeps && new Set(keeps));
  }

  subscription(version: number, value: SubscriptionRecord | null, appendedAtMs = 1_000): this {
    const id = value?.id ?? 'sub_1';
    this.table.apply({ kind: 'subscription', id, version, value }, this.#at(appendedAtMs));
    return this;
  }

  token(version: number, hash: string | null): this {
    const value = hash === null ? null : { id: 'tok_1', account_id: 'acc_1', role: 'read' as const, hash };
    this.table.apply({ kind: 'token', id: 'tok_1', version, value }, this.#at(1_000));
    return this;
  }

  #at(appendedAtMs: number): { offset: bigint; appendedAtMs: number } {
    this.#offset += 1n;
    return { offset: this.#offset, appendedAtMs };
  }
}

describe('a registry table', () => {
  it('remembers the version of what was deleted', () => {
    const { table } = new Written()
      .subscription(5, subscription())
      .subscription(7, null)
      .subscription(6, subscription());
    expect(table.subscription('sub_1')).toBeUndefined();
    expect([...table.outOfOrder]).toEqual(['subscription:sub_1']);
    expect([...table.keys()]).toEqual([{ kind: 'subscription', id: 'sub_1', version: 7, deleted: true }]);
  });

  it('knows the versions alone of kinds that nobody asks for', () => {
    const { table } = new Written(['token'])
      .subscription(5, subscription())
      .token(3, 'hash')
      .subscription(4, subscription({ name: 'Older' }));
    expect([...table.keys()]).toEqual([
      { kind: 'token', id: 'tok_1', version: 3, deleted: false },
      { kind: 'subscription', id: 'sub_1', version: 5, deleted: false },
    ]);
    expect([...table.outOfOrder]).toEqual(['subscription:sub_1']);
    expect(table.tokenByHash('hash')?.id).toBe('tok_1');
    for (const ask of [() => table.subscription('sub_1'), () => table.subscriptionsOf('acc_1')])
      expect(ask).toThrow('this view of the registry keeps no subscription');
  });

  it('knows when a subscription changed, whatever is published again', () => {
    const { table } = new Written()
      .subscription(1, subscription(), 1_000)
      .subscription(2, subscription({ name: 'Changed' }), 2_000)
      .subscription(2, subscription({ name: 'Changed' }), 3_000);
    expect(table.subscription('sub_1')?.changedAtMs).toBe(2_000);
  });

  it('tells no longer of a key whose highest version came again', () => {
    const written = new Written().subscription(5, subscription()).subscription(4, subscription());
    expect(written.table.outOfOrder.size).toBe(1);
    expect(written.subscription(5, subscription()).table.outOfOrder.size).toBe(0);
  });

  it('finds a token by its hash, and a former hash no more', () => {
    const written = new Written().token(1, 'aa').token(2, 'bb');
    expect(written.table.tokenByHash('aa')).toBeUndefined();
    expect(written.table.tokenByHash('bb')?.id).toBe('tok_1');
    expect(written.token(3, null).table.tokenByHash('bb')).toBeUndefined();
  });

  it('knows a connection until it is deleted', () => {
    const table = new RegistryTable();
    const value = {
      ...{ id: 'con_1', account_id: 'acc_1', number: '1', secrets: [] },
      platform: 'shopify' as const,
    };
    const at = { offset: 1n, appendedAtMs: 1_000 };
    table.apply({ kind: 'connection', id: 'con_1', version: 1, value }, at);
    expect(table.connection('con_1')).toEqual(value);
    expect([...table.keys()]).toEqual([{ kind: 'connection', id: 'con_1', version: 1, deleted: false }]);
    table.apply({ kind: 'connection', id: 'con_1', version: 2, value: null }, at);
    expect(table.connection('con_1')).toBeUndefined();
  });

  it('knows a schema until it is deleted', () => {
    const table = new RegistryTable();
    const value = { id: 'sch_1', account_id: 'acc_1', slug: 'car', fields: [], relationships: [] };
    const at = { offset: 1n, appendedAtMs: 1_000 };
    table.apply({ kind: 'schema', id: 'sch_1', version: 1, value }, at);
    expect(table.schema('sch_1')).toEqual(value);
    expect([...table.keys()]).toEqual([{ kind: 'schema', id: 'sch_1', version: 1, deleted: false }]);
    table.apply({ kind: 'schema', id: 'sch_1', version: 2, value: null }, at);
    expect(table.schema('sch_1')).toBeUndefined();
  });

  it('lists the subscriptions of an account, and follows one to another account', () => {
    const { table } = new Written()
      .subscription(1, subscription({ id: 'a' }))
      .subscription(2, subscription({ id: 'b' }))
      .subscription(3, subscription({ id: 'a', account_id: 'acc_2' }));
    expect(table.subscriptionsOf('acc_1').map(({ id }) => id)).toEqual(['b']);
    expect(table.subscriptionsOf('acc_2').map(({ id }) => id)).toEqual(['a']);
    expect(table.subscriptionsOf('acc_3')).toEqual([]);
  });

  it('never changes a list that it has lent', () => {
    const written = new Written().subscription(1, subscription());
    const lent = written.table.subscriptionsOf('acc_1');
    written.subscription(2, subscription({ name: 'Changed' })).subscription(3, subscription({ id: 'sub_2' }));
    expect(lent.map(({ name }) => name)).toEqual(['Example']);
    expect(written.table.subscriptionsOf('acc_1').map(({ name }) => name)).toEqual(['Changed', 'Example']);
  });

  it('keeps one copy of lists that records repeat', () => {
    const { table } = new Written()
      .subscription(1, subscription({ id: 'a', event_types: ['subscribe', 'deal_add'] }))
      .subscription(2, subscription({ id: 'b', event_types: ['subscribe', 'deal_add'] }));
    expect(table.subscription('a')?.event_types).toBe(table.subscription('b')?.event_types);
  });
});

describe('the time from which a subscription takes events', () => {
  const effect = (written: Written): number | undefined =>
    written.table.subscription('sub_1')?.effectiveFromMs;

  it('is what the record says, else the broker time of the record', () => {
    expect(effect(new Written().subscription(1, subscription({ effective_from_ms: 400 }), 900))).toBe(400);
    expect(effect(new Written().subscription(1, subscription(), 900))).toBe(900);
  });

  it('stays the earliest when the same version is published again', () => {
    expect(
      effect(new Written().subscription(1, subscription(), 900).subscription(1, subscription(), 950)),
    ).toBe(900);
    const said = subscription({ effective_from_ms: 950 });
    expect(effect(new Written().subscription(1, subscription(), 900).subscription(1, said, 990))).toBe(900);
  });

  it('stays when a later version, written before it was known, does not say it', () => {
    expect(
      effect(new Written().subscription(1, subscription(), 900).subscription(2, subscription(), 950)),
    ).toBe(900);
  });
});
