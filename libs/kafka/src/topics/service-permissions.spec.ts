import { topicNames } from '@posthorn/contracts';
import { describe, expect, it } from 'vitest';
import { aclCommand, servicePermissions } from './service-permissions.js';

const permissions = servicePermissions({
  names: topicNames('posthorn.'),
  dispatcherGroup: 'posthorn-dispatcher',
});

const writersOf = (topic: string): string[] =>
  permissions
    .filter(({ operations }) => operations.includes('Write'))
    .filter(({ name, pattern }) => (pattern === 'literal' ? name === topic : topic.startsWith(name)))
    .map(({ principal }) => principal);

describe('permissions of the services', () => {
  it('let nobody but subscriptions write the registry', () => {
    expect(writersOf('posthorn.registry')).toEqual(['subscriptions']);
  });

  it('let only ingest and producers write events', () => {
    expect(writersOf('posthorn.events.contact')).toEqual(['ingest', 'producer']);
  });

  it('let only the dispatcher and samples write attempts', () => {
    expect(writersOf('posthorn.attempts')).toEqual(['subscriptions', 'dispatcher']);
  });

  it('let each view have the groups of its own service', () => {
    const views = permissions.filter(({ name }) => name.includes('.view.'));
    expect(views.map(({ principal, name }) => [principal, name])).toEqual([
      ['subscriptions', 'posthorn.registry.view.subscriptions.'],
      ['ingest', 'posthorn.registry.view.ingest.'],
      ['dispatcher', 'posthorn.registry.view.dispatcher.'],
    ]);
  });

  it('become one command each', () => {
    const retry = permissions.find(({ name }) => name === 'posthorn.retry.');
    expect(retry && aclCommand(retry)).toBe(
      `kafka-acls.sh --bootstrap-server "$KAFKA_BROKERS" --add --allow-principal User:dispatcher --operation Read --operation Write --topic 'posthorn.retry.' --resource-pattern-type prefixed`,
    );
  });
});
