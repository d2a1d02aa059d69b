// Names of Posthorn's topics. The prefix is configurable (`TOPIC_PREFIX`, default `posthorn.`).
import type { ObjectType } from '../event/object-type.js';

export interface TopicNames {
  readonly prefix: string;
  events(objectType: ObjectType): string;
  readonly registry: string;
  /** `label` is the tier's delay as its topic is called: `10s`, `1m`, … */
  retry(label: string): string;
  readonly paced: string;
  readonly replays: string;
  readonly deadLetters: string;
  readonly attempts: string;
  readonly endpointHealth: string;
}

/** Consumer group of the service subscriptions that reads this; with an empty text, what they all begin with. */
export const subscriptionsGroup = ({ prefix }: TopicNames, read: string): string =>
  `${prefix}subscriptions.${read}`;

export const topicNames = (prefix: string): TopicNames => ({
  prefix,
  events: (objectType) => `${prefix}events.${objectType}`,
  registry: `${prefix}registry`,
  retry: (label) => `${prefix}retry.${label}`,
  paced: `${prefix}paced`,
  replays: `${prefix}replays`,
  deadLetters: `${prefix}dead-letters`,
  attempts: `${prefix}attempts`,
  endpointHealth: `${prefix}endpoint-health`,
});
