import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegistryReading, type Finding, type EndQuestion } from './registry-reading.js';
import type { FetchedRecord } from './registry-record.js';
import { SimulatedRegistry } from './simulated-registry.fixture.js';

const readAll = (registry: SimulatedRegistry, reading = new RegistryReading()): (Finding | undefined)[] =>
  registry.fetch(reading.next, 10_000).map((record) => reading.read(record));

const confirm = (registry: SimulatedRegistry, reading: RegistryReading, askedAtMs = 1): Finding | undefined =>
  reading.endIs(registry.answer(reading.question, askedAtMs), reading.question);

/** Names of the living accounts. */
const namesIn = (reading: RegistryReading): readonly (string | undefined)[] =>
  [...reading.table.keys()]
    .filter(({ deleted }) => !deleted)
    .map(({ id }) => reading.table.account(id)?.name)
    .sort();

/** The same from the log itself: the highest version of each key wins, the later of equal ones. */
function namesInLog(log: readonly FetchedRecord[]): readonly string[] {
  const best = new Map<string, { version: number; name: string | undefined }>();
  for (const { key, value, headers } of log) {
    if (!key?.startsWith('account:')) continue;
    const version = Number(headers.version);
    if (version < (best.get(key)?.version ?? -1)) continue;
    const name = value === null ? undefined : (JSON.parse(value.toString()) as { name: string }).name;
    best.set(key, { version, name });
  }
  return [...best.values()].flatMap(({ name }) => name ?? []).sort();
}

function tailing(): { registry: SimulatedRegistry; reading: RegistryReading } {
  const registry = new SimulatedRegistry();
  for (const id of ['a', 'b', 'c']) registry.change(id);
  registry.publishAll();
  const reading = new RegistryReading();
  readAll(registry, reading);
  expect(confirm(registry, reading)).toBeUndefined();
  return { registry, reading };
}

describe('a reading of the registry', () => {
  it('has a sentinel only after a full publish was read to its end', () => {
    const registry = new SimulatedRegistry();
    registry.change('a');
    registry.change('b');
    registry.publishAll(1);
    const reading = new RegistryReading();
    readAll(registry, reading);
    expect(reading.sentinel).toBeUndefined();
    registry.publishAll();
    readAll(registry, reading);
    expect(reading.sentinel).toMatchObject({ epoch: 2, row_count: 2 });
  });

  it('is confirmed when it has reached the end that the broker told, as of the time of asking', () => {
    const { registry, reading } = tailing();
    registry.change('d');
    confirm(registry, reading, 7);
    expect(reading.confirmed?.askedAtMs).toBe(1);
    expect(reading.awaitedSinceMs).toBe(7);
    readAll(registry, reading);
    expect(reading.confirmed).toMatchObject({ askedAtMs: 7, end: reading.next });
    expect(reading.awaitedSinceMs).toBeUndefined();
  });

  it('begins again when the log ends before what was read', () => {
    const { registry, reading } = tailing();
    registry.truncate(1);
    expect(confirm(registry, reading)).toEqual({ kind: 'rebuild', reason: 'log_shrank' });
  });

  it('begins again when another log has grown past what was read', () => {
    const { registry, reading } = tailing();
    registry.recreate();
    for (let count = 0; count < 20; count += 1) registry.change('a');
    expect(confirm(registry, reading)).toEqual({ kind: 'rebuild', reason: 'log_replaced' });
  });

  it('begins again when an offset comes that was read before', () => {
    const { registry, reading } = tailing();
    registry.recreate();
    registry.change('a');
    expect(readAll(registry, reading)[0]).toEqual({ kind: 'rebuild', reason: 'offset_went_back' });
  });

  it('begins again at the sentinel of a publish that it followed and of which it saw too little', () => {
    const { registry, reading } = tailing();
    registry.publishAll();
    const [, ...rest] = registry.fetch(reading.next, 100);
    expect(rest.map((record) => reading.read(record)).at(-1)).toEqual({
      kind: 'rebuild',
      reason: 'publish_incomplete',
    });
  });

  it('does not count from the beginning, where compaction may have removed some of a publish', () => {
    const { registry } = tailing();
    registry.change('a');
    registry.change('b');
    registry.compact(100);
    const reading = new RegistryReading();
    expect(readAll(registry, reading).filter((finding) => finding?.kind === 'rebuild')).toEqual([]);
    expect(reading.sentinel).toBeDefined();
  });

  it('refuses a sentinel of more rows than can stand before it', () => {
    const registry = new SimulatedRegistry();
    registry.change('a');
    registry.sentinel(5);
    const reading = new RegistryReading();
    expect(readAll(registry, reading)[1]).toMatchObject({ kind: 'unfounded_sentinel', offset: 1n });
    expect(reading.sentinel).toBeUndefined();
  });

  it('reports what it cannot read, and goes on', () => {
    const registry = new SimulatedRegistry();
    registry.append({ key: 'account:a', value: { id: 'a' }, version: 1 });
    registry.append({ key: 'nonsense', value: null, version: 1 });
    registry.change('b');
    const reading = new RegistryReading();
    expect(readAll(registry, reading).map((finding) => finding?.kind)).toEqual([
      'unreadable_record',
      'unreadable_record',
      undefined,
    ]);
    expect(namesIn(reading)).toEqual(['b v1']);
  });
});

const ids = fc.constantFrom('a', 'b', 'c', 'd');
const happenings = {
  change: fc.tuple(fc.constant('change' as const), ids),
  delete: fc.tuple(fc.constant('delete' as const), ids),
  publishAgain: fc.tuple(fc.constant('publishAgain' as const), ids),
  publishAll: fc.tuple(fc.constant('publishAll' as const), fc.constantFrom(0, 1, 2, 100, 100)),
  late: fc.tuple(fc.constant('late' as const), fc.nat({ max: 100 })),
  recreate: fc.tuple(fc.constant('recreate' as const), fc.constant(0)),
  /** The topic was replaced just before the publisher wrote its sentinel. */
  sentinel: fc.tuple(fc.constant('sentinel' as const), fc.integer({ min: 1, max: 4 })),
  truncate: fc.tuple(fc.constant('truncate' as const), fc.integer({ min: 1, max: 4 })),
  compact: fc.tuple(fc.constant('compact' as const), fc.nat({ max: 20 })),
  read: fc.tuple(fc.constant('read' as const), fc.integer({ min: 1, max: 10 })),
  ask: fc.tuple(fc.constant('ask' as const), fc.constant(0)),
  answer: fc.tuple(fc.constant('answer' as const), fc.constant(0)),
};

/** Drives a reading as `RegistryFollower` does. */
class Follower {
  reading = new RegistryReading();
  #asked: { reading: RegistryReading; question: EndQuestion; atMs: number } | undefined;
  #nowMs = 0;

  read(registry: SimulatedRegistry, recordsMax: number): void {
    for (const record of registry.fetch(this.reading.next, recordsMax)) {
      if (this.#rebuilds(this.reading.read(record))) return;
    }
  }

  ask(): void {
    this.#asked = { reading: this.reading, question: this.reading.question, atMs: ++this.#nowMs };
  }

  answer(registry: SimulatedRegistry): void {
    const asked = this.#asked;
    if (asked?.reading !== this.reading) return;
    this.#rebuilds(this.reading.endIs(registry.answer(asked.question, asked.atMs), asked.question));
  }

  /** Asks, reads to the end and asks again until nothing changes: what a few quiet seconds bring. */
  settle(registry: SimulatedRegistry): boolean {
    for (let round = 0; round < 5; round += 1) {
      this.ask();
      this.answer(registry);
      this.read(registry, 10_000);
      this.ask();
      this.answer(registry);
      if (this.reading.confirmed?.askedAtMs === this.#nowMs) return this.reading.sentinel !== undefined;
    }
    return false;
  }

  #rebuilds(finding: Finding | undefined): boolean {
    if (finding?.kind !== 'rebuild') return false;
    this.reading = new RegistryReading();
    return true;
  }
}

type Happening = readonly [keyof typeof happenings, string | number];

function happen(registry: SimulatedRegistry, follower: Follower, [what, value]: Happening): void {
  const [text, number] = [String(value), Number(value)];
  switch (what) {
    case 'change':
    case 'delete':
    case 'publishAgain':
      registry[what](text);
      return;
    case 'publishAll':
    case 'late':
      registry[what](number);
      return;
    case 'truncate':
      registry.truncate(number);
      // It stays short until the next asking. What is lost and written anew within that time is not noticed.
      follower.ask();
      follower.answer(registry);
      return;
    case 'compact':
      // Only what was written long ago is cleaned: an asking came between.
      follower.ask();
      follower.answer(registry);
      registry.compact(number);
      return;
    case 'recreate':
      registry.recreate();
      return;
    case 'sentinel':
      registry.sentinel(registry.log.length + number);
      return;
    case 'read':
      follower.read(registry, number);
      return;
    case 'ask':
      follower.ask();
      return;
    case 'answer':
      follower.answer(registry);
  }
}

describe('after any history of the log', () => {
  const history = fc.array(fc.oneof(...Object.values(happenings)), { maxLength: 60, size: 'max' });

  it('a reading that is confirmed now holds exactly what the log holds', () => {
    let complete = 0;
    fc.assert(
      fc.property(history, (steps) => {
        const registry = new SimulatedRegistry();
        const follower = new Follower();
        for (const step of steps) happen(registry, follower, step);
        if (!follower.settle(registry) || follower.reading.table.outOfOrder.size > 0) return;
        complete += 1;
        expect(namesIn(follower.reading)).toEqual(namesInLog(registry.log));
      }),
      { numRuns: 2_000 },
    );
    expect(complete).toBeGreaterThan(100);
  });

  // What is out of order is the exception: compaction may have kept the wrong record, and the publisher is told.
  it('the next full publish makes every reading complete, with the rows of the database', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const registry = new SimulatedRegistry();
        const follower = new Follower();
        for (const step of steps) happen(registry, follower, step);
        registry.publishAll();
        expect(follower.settle(registry)).toBe(true);
        expect(namesIn(follower.reading)).toEqual([...registry.rows.values()].map(({ name }) => name).sort());
      }),
      { numRuns: 2_000 },
    );
  });
});
