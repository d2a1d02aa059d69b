export * from './client/kafka-client.js';
export * from './client/settings.js';
export * from './producer/durable-producer.js';
export * from './producer/outgoing-record.js';
export { KafkaUnavailableError, RecordTooLargeError } from './producer/producer-errors.js';
