// kafkajs's clients of one consumer: they are replaced together, since each asks for ever for the topics it once had.
import type { Admin, Consumer, Kafka } from 'kafkajs';
import { consumerWithCluster, type ConsumerWithCluster } from '../client/cluster.js';
import { kafkajsSettings, type OwnSettings } from './kafkajs-settings.js';
import { stickyAssigner, type StickyAssignerOptions } from './sticky-assigner.js';

export interface Clients extends ConsumerWithCluster {
  readonly admin: Admin;
}

export interface ClientsOptions extends Omit<OwnSettings, 'restartOnFailure'> {
  readonly kafka: Kafka;
  readonly assigner: StickyAssignerOptions;
  /** Whether this consumer, which has failed, may go on. */
  readonly mayRestart: (consumer: Consumer) => Promise<boolean>;
}

/** Not connected yet. */
export function makeClients({ kafka, assigner, mayRestart, ...settings }: ClientsOptions): Clients {
  const made: ConsumerWithCluster = consumerWithCluster(
    kafka,
    stickyAssigner(assigner),
    kafkajsSettings({ ...settings, restartOnFailure: () => mayRestart(made.consumer) }),
  );
  return { ...made, admin: kafka.admin() };
}
