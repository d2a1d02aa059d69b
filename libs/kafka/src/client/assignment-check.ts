// Mends one thing in kafkajs 2.2.4: before each fetch a consumer compares the partitions of all its topics, which it lists
// and sorts anew, with those that it knew when it joined its group. Neither changes but with the cluster's metadata or
// a join, and so it compares them once after each. `assignment-check.spec.ts` fails when kafkajs changes.
import { createRequire } from 'node:module';
import { consumerGroupModule } from './patient-fetch.js';

/** The part of kafkajs's ConsumerGroup that is mended. Metadata and known partitions are made anew, and never changed. */
export interface CheckedGroup {
  readonly cluster: { readonly brokerPool: { readonly metadata: unknown } };
  readonly partitionsPerSubscribedTopic: unknown;
  /** Throws when a topic has other partitions than were known. */
  checkForStaleAssignment: (this: CheckedGroup) => void;
}

interface Checked {
  readonly metadata: unknown;
  readonly known: unknown;
}

let isMended = false;

/** Idempotent. */
export function checkAssignmentsOnce(): void {
  if (isMended) return;
  isMended = true;
  const { prototype } = createRequire(import.meta.url)(consumerGroupModule) as { prototype: CheckedGroup };
  const check = prototype.checkForStaleAssignment;
  const checked = new WeakMap<object, Checked>();
  prototype.checkForStaleAssignment = function () {
    const { metadata } = this.cluster.brokerPool;
    const known = this.partitionsPerSubscribedTopic;
    const last = checked.get(this);
    if (last !== undefined && last.metadata === metadata && last.known === known) return;
    check.call(this);
    checked.set(this, { metadata, known });
  };
}
