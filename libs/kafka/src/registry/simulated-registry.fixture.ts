// For specs: a database, its publisher and the log of the registry as a model, so that a reading can be compared with
// what the log really says after any history. Keeps to what a broker promises: offsets and times only grow, compaction
// keeps the last record of each key.
import { registryHeaders, registryKey, sentinelId } from '@posthorn/contracts';
import type { EndAnswer, EndQuestion } from './registry-reading.js';
import type { FetchedRecord } from './registry-record.js';

export interface Row {
  readonly version: number;
  readonly name: string;
}

export class SimulatedRegistry {
  readonly rows = new Map<string, Row>();
  log: FetchedRecord[] = [];
  #end = 0n;
  #cleanedTo = 0n;
  #version = 0;
  #epoch = 0;
  #nowMs = 1_000;

  change(id: string): void {
    const version = ++this.#version;
    this.rows.set(id, { version, name: `${id} v${version}` });
    this.#publishRow(id);
  }

  delete(id: string): void {
    this.rows.delete(id);
    this.append({ key: registryKey('account', id), value: null, version: ++this.#version });
  }

  /** A crash between the acknowledgement and the mark. */
  publishAgain(id: string): void {
    this.#publishRow(id);
  }

  /** A record of before comes once more: from a publisher that did not know yet that it had lost its lock. */
  late(index: number): void {
    const record = this.log[index % this.log.length];
    if (record?.key?.startsWith('account:') !== true) return;
    const { key, value, headers } = record;
    this.log.push({ key, value, headers: { version: headers.version }, ...this.#place() });
  }

  /** `rowsMax` fewer than there are: the publisher was stopped, and wrote no sentinel. */
  publishAll(rowsMax = Number.POSITIVE_INFINITY): void {
    const epoch = ++this.#epoch;
    const living = this.#livingKeys();
    const ids = [...this.rows.keys()].slice(0, rowsMax);
    for (const id of ids) this.#publishRow(id, epoch);
    if (ids.length < this.rows.size) return;
    for (const key of living) {
      if (!this.rows.has(key.slice('account:'.length)))
        this.append({ key, value: null, version: ++this.#version, epoch });
    }
    this.sentinel(ids.length);
  }

  sentinel(rowCount: number): void {
    const value = { database_id: 'database', epoch: this.#epoch, row_count: rowCount };
    this.append({ key: registryKey('sentinel', sentinelId), value, version: this.#epoch });
  }

  recreate(): void {
    this.log = [];
    this.#end = 0n;
    this.#cleanedTo = 0n;
  }

  /** An unclean leader: the newest records are gone, and their offsets are given again. */
  truncate(records: number): void {
    const kept = this.log.length - records;
    this.log = this.log.filter(({ offset }, index) => index < kept || offset < this.#cleanedTo);
    this.#end = (this.log.at(-1)?.offset ?? -1n) + 1n;
  }

  /** Cleans the first records of the log. What it was cleaned for was safe by then: it is never truncated. */
  compact(records: number): void {
    const lastOf = new Map(this.log.map(({ key, offset }) => [key, offset]));
    this.log = this.log.filter(({ key, offset }, index) => index >= records || lastOf.get(key) === offset);
    this.#cleanedTo = this.#end;
  }

  /** What a consumer gets at an offset; below the log's end only. */
  fetch(next: bigint, recordsMax: number): readonly FetchedRecord[] {
    const from = next > this.#end ? 0n : next;
    return this.log.filter(({ offset }) => offset >= from).slice(0, recordsMax);
  }

  answer({ known }: EndQuestion, askedAtMs: number): EndAnswer {
    const newer = this.log.find(({ appendedAtMs }) => appendedAtMs > (known?.newestMs ?? 0));
    return { end: this.#end, firstNewer: newer?.offset ?? this.#end, askedAtMs };
  }

  append({ key, value, version, epoch }: Written): void {
    this.log.push({
      key,
      value: value === null ? null : Buffer.from(JSON.stringify(value)),
      headers: {
        [registryHeaders.version]: String(version),
        ...(epoch === undefined ? {} : { [registryHeaders.epoch]: String(epoch) }),
      },
      ...this.#place(),
    });
  }

  #place(): Pick<FetchedRecord, 'offset' | 'appendedAtMs'> {
    const offset = this.#end;
    this.#end += 1n;
    this.#nowMs += 1;
    return { offset, appendedAtMs: this.#nowMs };
  }

  #publishRow(id: string, epoch?: number): void {
    const row = this.rows.get(id);
    if (row === undefined) return;
    const value = { id, name: row.name, time_zone: 'UTC', plans: [] };
    this.append({ key: registryKey('account', id), value, version: row.version, epoch });
  }

  /** Keys that may live for some reader. */
  #livingKeys(): ReadonlySet<string> {
    const values = this.log.filter(({ key, value }) => value !== null && key?.startsWith('account:'));
    return new Set(values.map(({ key }) => key ?? ''));
  }
}

interface Written {
  readonly key: string;
  readonly value: object | null;
  readonly version: number;
  readonly epoch?: number | undefined;
}
