export * from './client/kafka-client.js';
export type * from './client/log-sink.js';
export * from './client/settings.js';
export * from './producer/durable-producer.js';
export * from './producer/outgoing-record.js';
export { KafkaUnavailableError, RecordTooLargeError } from './producer/producer-errors.js';
export {
  AtLeastOnceConsumer,
  type AtLeastOnceConsumerOptions,
  type ConsumerSettings,
} from './consumer/at-least-once-consumer.js';
export type { Joining } from './consumer/before-join.js';
export { drainedTopics } from './consumer/drained-topics.js';
export * from './consumer/consumed-record.js';
export * from './consumer/consumer-problem.js';
export { registryGroupPrefix } from './registry/registry-group.js';
export type { RegistryProblem } from './registry/registry-follower.js';
export type { KnownKey } from './registry/registry-table.js';
export * from './registry/registry-view.js';
export type { ViewedSubscription } from './registry/viewed-subscription.js';
export * from './topics/ensure-topics.js';
export * from './topics/list-topics.js';
export * from './topics/service-permissions.js';
export type { TopicDifference } from './topics/topic-differences.js';
