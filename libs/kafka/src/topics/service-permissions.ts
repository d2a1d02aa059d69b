// What each service may do in Kafka: one principal per service, and nothing that it does not use. Who may write
// `events.*` may speak for every account; who may write `registry` redirects everything.
import { subscriptionsGroup, type TopicNames } from '@posthorn/contracts';
import { registryGroupPrefix } from '../registry/registry-group.js';

export type Principal = 'subscriptions' | 'ingest' | 'dispatcher' | 'topics' | 'producer';

export interface Permission {
  readonly principal: Principal;
  readonly resource: 'topic' | 'group';
  readonly name: string;
  readonly pattern: 'literal' | 'prefixed';
  readonly operations: readonly string[];
}

export interface PermissionSettings {
  readonly names: TopicNames;
  /** Consumer group of the dispatchers; those of their other consumers begin with it. */
  readonly dispatcherGroup: string;
}

/** `topics` is whoever runs the topics command, `producer` a product that writes events without ingest. */
export function servicePermissions({ names, dispatcherGroup }: PermissionSettings): readonly Permission[] {
  const events = `${names.prefix}events.`;
  const retry = names.retry('');
  const view = (principal: Principal): Permission[] => [
    on({ principal, name: names.registry }, 'Read'),
    group(principal, registryGroupPrefix({ topic: names.registry, clientId: principal })),
  ];
  return [
    ...view('subscriptions'),
    on({ principal: 'subscriptions', name: names.registry }, 'Write'),
    on({ principal: 'subscriptions', name: events, prefixed: true }, 'Read'),
    on({ principal: 'subscriptions', name: names.attempts }, 'Read', 'Write'),
    on({ principal: 'subscriptions', name: names.endpointHealth }, 'Read'),
    on({ principal: 'subscriptions', name: names.replays }, 'Write'),
    group('subscriptions', subscriptionsGroup(names, '')),
    ...view('ingest'),
    on({ principal: 'ingest', name: events, prefixed: true }, 'Write'),
    ...view('dispatcher'),
    on({ principal: 'dispatcher', name: events, prefixed: true }, 'Read'),
    on({ principal: 'dispatcher', name: retry, prefixed: true }, 'Read', 'Write'),
    on({ principal: 'dispatcher', name: names.paced }, 'Read', 'Write'),
    on({ principal: 'dispatcher', name: names.replays }, 'Read'),
    on({ principal: 'dispatcher', name: names.deadLetters }, 'Write'),
    on({ principal: 'dispatcher', name: names.attempts }, 'Write'),
    on({ principal: 'dispatcher', name: names.endpointHealth }, 'Write'),
    group('dispatcher', dispatcherGroup),
    on(
      { principal: 'topics', name: names.prefix, prefixed: true },
      'Create',
      'Describe',
      'DescribeConfigs',
      'Alter',
    ),
    on({ principal: 'producer', name: events, prefixed: true }, 'Write'),
  ];
}

/** One `kafka-acls.sh` command per permission. */
export const aclCommand = ({ principal, resource, name, pattern, operations }: Permission): string =>
  [
    'kafka-acls.sh --bootstrap-server "$KAFKA_BROKERS" --add',
    `--allow-principal User:${principal}`,
    ...operations.map((operation) => `--operation ${operation}`),
    `--${resource} '${name}'`,
    `--resource-pattern-type ${pattern}`,
  ].join(' ');

interface OnTopic {
  readonly principal: Principal;
  readonly name: string;
  readonly prefixed?: boolean;
}

const on = ({ principal, name, prefixed = false }: OnTopic, ...operations: string[]): Permission => ({
  ...{ principal, resource: 'topic', name, operations },
  pattern: prefixed ? 'prefixed' : 'literal',
});

const group = (principal: Principal, prefix: string): Permission => ({
  ...{ principal, resource: 'group', name: prefix, pattern: 'prefixed', operations: ['Read'] },
});
