// kafkajs's clients of one consumer: they are replaced together, since each asks for ever for the topics it once had.
import type { Admin, Cluster, Consumer, Kafka } from 'kafkajs';
import { kafkajsSettings, type OwnSettings } from './kafkajs-settings.js';
import { stickyAssigner, type StickyAssignerOptions } from './sticky-assigner.js';

export interface Clients {
  readonly consumer: Consumer;
  readonly admin: Admin;
  /** The consumer's own view of the brokers, with its connections. */
  readonly cluster: Cluster;
}

export interface ClientsOptions extends Omit<OwnSettings, 'assigner' | 'restartOnFailure'> {
  readonly kafka: Kafka;
  readonly assigner: Omit<StickyAssignerOptions, 'onCluster'>;
  /** Whether this consumer, which has failed, may go on. */
  readonly mayRestart: (consumer: Consumer) => Promise<boolean>;
}

/** Not connected yet. */
export function makeClients({ kafka, assigner, mayRestart, ...settings }: ClientsOptions): Clients {
  let cluster: Cluster | undefined;
  const consumer: Consumer = kafka.consumer(
    kafkajsSettings({
      ...settings,
      assigner: stickyAssigner({ ...assigner, onCluster: (made) => (cluster = made) }),
      restartOnFailure: () => mayRestart(consumer),
    }),
  );
  if (cluster === undefined) throw new Error('kafkajs has handed no cluster to the assigner');
  return { consumer, admin: kafka.admin(), cluster };
}
