// Mends one thing in kafkajs 2.2.4: a fetched batch of only control records or aborted messages is passed over without
// a word to eachBatch. A consumer that counts every offset would find itself behind what was fetched, ask again, and
// be passed over again, until retention removes the records behind. Such batches are handed over, without messages.
// `filtered-batches.spec.ts` fails when kafkajs changes.
import { createRequire } from 'node:module';

/** The part of kafkajs's Batch that is mended. */
interface FetchedBatch {
  readonly rawMessages: readonly unknown[];
  isEmpty(): boolean;
  isEmptyDueToFiltering(): boolean;
}

interface BatchClass {
  readonly prototype: FetchedBatch;
}

export const batchModule = 'kafkajs/src/consumer/batch.js';

export const batchClass = (): BatchClass => createRequire(import.meta.url)(batchModule) as BatchClass;

/** Idempotent. */
export function handOverFilteredBatches(): void {
  const { prototype } = batchClass();
  prototype.isEmpty = isEmpty;
  prototype.isEmptyDueToFiltering = never;
}

function isEmpty(this: FetchedBatch): boolean {
  return this.rawMessages.length === 0;
}

const never = (): boolean => false;
