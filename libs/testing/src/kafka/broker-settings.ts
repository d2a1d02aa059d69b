// server.properties of one Kafka node that is broker and controller at once, for one machine.

export interface BrokerPlace {
  readonly port: number;
  readonly controllerPort: number;
  /** Folder of the partitions' logs. */
  readonly logFolder: string;
  /** Port of the listener with TLS and SASL, and its settings; absent: there is none. */
  readonly secure?: { readonly port: number; readonly settings: Readonly<Record<string, string>> };
}

/** The text of `server.properties`. */
export function brokerSettings({ port, controllerPort, logFolder, secure }: BrokerPlace): string {
  const listeners = [
    `PLAINTEXT://127.0.0.1:${port}`,
    ...(secure === undefined ? [] : [`SECURE://127.0.0.1:${secure.port}`]),
  ];
  const settings: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    // Static voters: formatting needs no more than the cluster's id.
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: [...listeners, `CONTROLLER://127.0.0.1:${controllerPort}`].join(','),
    'advertised.listeners': listeners.join(','),
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL',
    'log.dirs': logFolder,
    'auto.create.topics.enable': false,
    ...oneNode,
    ...quick,
    ...small,
    ...secure?.settings,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Internal topics ask for three nodes unless told otherwise. */
const oneNode = {
  'default.replication.factor': 1,
  'min.insync.replicas': 1,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
};

/** After a kill the broker waits until its old registration has expired: 3 s instead of 9. */
const quick = {
  'broker.session.timeout.ms': 3_000,
  'broker.heartbeat.interval.ms': 500,
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 1_000,
};

const small = {
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.num.partitions': 1,
  'log.cleaner.dedupe.buffer.size': 2_097_152,
  'log.index.size.max.bytes': 1_048_576,
  'num.network.threads': 2,
  'num.io.threads': 4,
};
