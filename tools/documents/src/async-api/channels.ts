// The channels: every topic of the topic table with what stands in it, and who may write it.
import {
  automationWebhook,
  defaultRetryTiers,
  eventTypes,
  registrySchemas,
  topicNames,
  topicTable,
  type TopicSpec,
} from '@posthorn/contracts';
import type { Json } from './json-schema.js';

const prefix = 'posthorn.';

const topics = topicTable({
  names: topicNames(prefix),
  retryTiers: defaultRetryTiers,
  singleNode: false,
  partitions: { busy: 12, other: 6 },
});

interface Contents {
  readonly description: string;
  /** Names of messages. */
  readonly messages: readonly string[];
}

const contents: Readonly<Record<string, Contents>> = {
  registry: {
    description:
      'Accounts, tokens and subscriptions as every service sees them; the last record of a key counts.',
    messages: Object.keys(registrySchemas).map((kind) => `registry.${kind}`),
  },
  paced: { description: 'First tries of subscriptions that set a limit.', messages: ['delivery'] },
  replays: { description: 'Deliveries made again on request.', messages: ['delivery'] },
  'dead-letters': { description: 'What was given up, with its reason.', messages: ['dead-letter'] },
  attempts: { description: 'Every POST; the log of deliveries.', messages: ['attempt'] },
  'endpoint-health': {
    description: 'How endpoints fare, told by dispatchers.',
    messages: ['endpoint-health'],
  },
};

function contentsOf(channel: string): Contents {
  const [kind, label = ''] = channel.split(/\.(.*)/);
  switch (kind) {
    case 'events':
      return {
        description: `Events about the object type ${label}. Any producer may write them; ingest does.`,
        messages: [...eventTypes, automationWebhook]
          .filter(({ objectType }) => objectType === label)
          .map(({ code }) => code),
      };
    case 'retry':
      return {
        description: `Deliveries that wait ${label} before they are tried again.`,
        messages: ['delivery'],
      };
    default: {
      const known = contents[channel];
      if (known === undefined) throw new Error(`${channel}: say what stands in it`);
      return known;
    }
  }
}

const named = topics.map((topic) => ({ topic, channel: topic.name.slice(prefix.length) }));

export const channels: Readonly<Record<string, Json>> = Object.fromEntries(
  named.map(({ topic, channel }) => [channel, channelOf(topic, contentsOf(channel))]),
);

/** Posthorn receives events; all else it sends, to itself and to whoever reads along. */
export const operations: Readonly<Record<string, Json>> = Object.fromEntries(
  named.map(({ channel }) => {
    const action = channel.startsWith('events.') ? 'receive' : 'send';
    return [`${action}.${channel}`, { action, channel: { $ref: `#/channels/${channel}` } }];
  }),
);

function channelOf(topic: TopicSpec, { description, messages }: Contents): Json {
  return {
    address: topic.name,
    description,
    messages: Object.fromEntries(messages.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
    bindings: {
      kafka: {
        partitions: topic.partitions,
        replicas: topic.replicationFactor,
        topicConfiguration: configurationOf(topic),
        bindingVersion: '0.5.0',
      },
    },
  };
}

/** The settings that the binding has names for, with their types. */
function configurationOf({ config }: TopicSpec): Json {
  const numbers = ['retention.ms', 'max.message.bytes'].filter((name) => config[name] !== undefined);
  return {
    'cleanup.policy': [config['cleanup.policy']],
    ...Object.fromEntries(numbers.map((name) => [name, Number(config[name])])),
  };
}
