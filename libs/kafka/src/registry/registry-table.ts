// What a view knows: accounts, tokens, subscriptions, connections and schemas at their highest versions, and the
// versions of what was deleted. Of kinds that nobody here asks for it knows the versions alone. Pure; the order of
// records and the state of the log are `RegistryReading`'s.
import {
  registryKey,
  type AccountRecord,
  type ConnectionRecord,
  type SchemaRecord,
  type TokenRecord,
} from '@posthorn/contracts';
import { RepeatedValues } from './repeated-values.js';
import type { RegistryChange } from './registry-record.js';
import { SubscriptionsByAccount } from './subscriptions-by-account.js';
import { viewSubscription, type ReadAt, type ViewedSubscription } from './viewed-subscription.js';

/** What a view can keep: everything but the sentinel. */
export type KeptKind = RegistryChange['kind'];
export const everyKind: ReadonlySet<KeptKind> = new Set([
  'account',
  'token',
  'subscription',
  'connection',
  'schema',
]);

interface Versioned<T> {
  readonly version: number;
  readonly record: T;
}

/** One key of the registry, living or deleted. */
export interface KnownKey {
  readonly kind: KeptKind;
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
}

/** Deletions remembered, the oldest forgotten first: by then no publisher holds an older version any more. */
const deletionsMax = 100_000;

export class RegistryTable {
  readonly #accounts = new Map<string, Versioned<AccountRecord>>();
  readonly #tokens = new Map<string, Versioned<TokenRecord>>();
  readonly #tokensByHash = new Map<string, TokenRecord>();
  readonly #subscriptions = new Map<string, ViewedSubscription>();
  readonly #connections = new Map<string, Versioned<ConnectionRecord>>();
  readonly #schemas = new Map<string, Versioned<SchemaRecord>>();
  readonly #keeps: ReadonlySet<KeptKind>;
  /** By kind that is not kept. */
  readonly #versions: Readonly<Record<KeptKind, Map<string, { readonly version: number }>>>;
  readonly #living: Readonly<Record<KeptKind, ReadonlyMap<string, { readonly version: number }>>>;
  readonly #byAccount = new SubscriptionsByAccount();
  readonly #deleted = new Map<string, KnownKey>();
  readonly #repeated = new RepeatedValues();
  readonly #outOfOrder = new Set<string>();

  constructor(keeps = everyKind) {
    this.#keeps = keeps;
    const kept = {
      account: this.#accounts,
      token: this.#tokens,
      subscription: this.#subscriptions,
      connection: this.#connections,
      schema: this.#schemas,
    };
    this.#versions = byKind(() => new Map());
    this.#living = byKind((kind) => (keeps.has(kind) ? kept[kind] : this.#versions[kind]));
  }

  /** `older`: a higher version is known, and stays. An equal version is taken again. */
  apply(change: RegistryChange, at: Omit<ReadAt, 'version'>): 'applied' | 'older' {
    const { kind, id, version } = change;
    const key = registryKey(kind, id);
    if (version < this.#knownVersion(kind, id, key)) {
      this.#outOfOrder.add(key);
      return 'older';
    }
    this.#outOfOrder.delete(key);
    this.#deleted.delete(key);
    if (change.value === null) this.#forgetOldestDeletion(key, { kind, id, version, deleted: true });
    this.#write(change, at);
    return 'applied';
  }

  account(id: string): AccountRecord | undefined {
    this.#mustKeep('account');
    return this.#accounts.get(id)?.record;
  }

  subscription(id: string): ViewedSubscription | undefined {
    this.#mustKeep('subscription');
    return this.#subscriptions.get(id);
  }

  connection(id: string): ConnectionRecord | undefined {
    this.#mustKeep('connection');
    return this.#connections.get(id)?.record;
  }

  schema(id: string): SchemaRecord | undefined {
    this.#mustKeep('schema');
    return this.#schemas.get(id)?.record;
  }

  /** Never changed afterwards: the next change makes another list. */
  subscriptionsOf(accountId: string): readonly ViewedSubscription[] {
    this.#mustKeep('subscription');
    return this.#byAccount.of(accountId);
  }

  tokenByHash(hash: string): TokenRecord | undefined {
    this.#mustKeep('token');
    return this.#tokensByHash.get(hash);
  }

  /** Keys whose last record is not their highest version: compaction would keep the wrong one. */
  get outOfOrder(): ReadonlySet<string> {
    return this.#outOfOrder;
  }

  *keys(): Generator<KnownKey> {
    for (const kind of everyKind)
      for (const [id, { version }] of this.#living[kind]) yield { kind, id, version, deleted: false };
    yield* this.#deleted.values();
  }

  /** What is not kept would look as if it were not there. */
  #mustKeep(kind: KeptKind): void {
    if (!this.#keeps.has(kind)) throw new Error(`this view of the registry keeps no ${kind}`);
  }

  #knownVersion(kind: KeptKind, id: string, key: string): number {
    return this.#living[kind].get(id)?.version ?? this.#deleted.get(key)?.version ?? -1;
  }

  #forgetOldestDeletion(key: string, deletion: KnownKey): void {
    this.#deleted.set(key, deletion);
    const oldest = this.#deleted.size > deletionsMax ? this.#deleted.keys().next().value : undefined;
    if (oldest !== undefined) this.#deleted.delete(oldest);
  }

  #write(change: RegistryChange, at: Omit<ReadAt, 'version'>): void {
    const { kind, id, version } = change;
    if (!this.#keeps.has(kind)) {
      put(this.#versions[kind], id, change.value && { version });
      return;
    }
    switch (change.kind) {
      case 'account':
        put(this.#accounts, change.id, change.value && { version, record: change.value });
        return;
      case 'token':
        this.#writeToken(change.id, change.value && { version, record: change.value });
        return;
      case 'connection':
        put(this.#connections, change.id, change.value && { version, record: change.value });
        return;
      case 'schema':
        put(this.#schemas, change.id, change.value && { version, record: change.value });
        return;
      case 'subscription': {
        const known = this.#subscriptions.get(change.id);
        const extras = { known, repeated: this.#repeated };
        const next = change.value && viewSubscription(change.value, { ...at, version }, extras);
        put(this.#subscriptions, change.id, next);
        this.#byAccount.replace(known, next ?? undefined);
      }
    }
  }

  #writeToken(id: string, next: Versioned<TokenRecord> | null): void {
    const known = this.#tokens.get(id)?.record;
    if (known !== undefined) this.#tokensByHash.delete(known.hash);
    if (next !== null) this.#tokensByHash.set(next.record.hash, next.record);
    put(this.#tokens, id, next);
  }
}

const byKind = <T>(make: (kind: KeptKind) => T): Record<KeptKind, T> => ({
  account: make('account'),
  token: make('token'),
  subscription: make('subscription'),
  connection: make('connection'),
  schema: make('schema'),
});

function put<T>(map: Map<string, T>, id: string, value: T | null): void {
  if (value === null) map.delete(id);
  else map.set(id, value);
}
