// The AsyncAPI document: what stands in Posthorn's topics, for whoever produces events or reads along.
import { channels, operations } from './channels.js';
import { cloudEventTrait, eventMessages } from './event-messages.js';
import type { Json } from './json-schema.js';
import { otherMessages } from './other-messages.js';

const description = `Topics as the command \`topics\` makes them with its defaults: the prefix \`posthorn.\`
(\`TOPIC_PREFIX\`) and the retry tiers (\`RETRY_TIERS\`) can be others.

Events are CloudEvents 1.0 in Kafka's binary mode, as described, or structured (\`content-type:
application/cloudevents+json\`, the attributes without \`ce_\`). Who may write \`events.*\` may speak for every account.`;

export const asyncApi: Json = {
  asyncapi: '3.0.0',
  info: { title: 'Posthorn', version: '0.1.0', description, license: { name: 'Apache-2.0' } },
  defaultContentType: 'application/json',
  servers: {
    kafka: { host: 'kafka.example.com:9092', protocol: 'kafka', description: '`KAFKA_BROKERS`' },
  },
  channels,
  operations,
  components: {
    messageTraits: { cloudEvent: cloudEventTrait },
    messages: { ...eventMessages, ...otherMessages },
  },
};
