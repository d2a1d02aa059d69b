// Makes the consumers: one for events and one for retries, since a tier that waits must never delay an event.
import { objectTypes } from '@posthorn/contracts';
import {
  AtLeastOnceConsumer,
  listTopics,
  type ConsumerSettings,
  type createKafka,
  type RecordHandler,
} from '@posthorn/kafka';
import type { Load } from '../intake/load.js';
import type { SecondLooks } from '../intake/second-looks.js';
import { consumerProblems } from './consumer-problems.js';
import { makeHandlers, type HandlerParts } from './handlers.js';
import type { EngineOptions } from './engine-options.js';
import { tierDelayMs } from './tier-delay.js';

export interface ReadingParts extends Omit<HandlerParts, 'onLoad'> {
  readonly kafka: ReturnType<typeof createKafka>;
}

export interface Reading {
  readonly consumers: readonly AtLeastOnceConsumer[];
  readonly load: Load;
  readonly secondLooks: SecondLooks;
}

const commitEveryMs = 200;
const beforeJoinMs = 2_000;

export function makeReading(options: EngineOptions, parts: ReadingParts): Reading {
  const { groupId } = options.environment.engine;
  const { names } = options.environment.topics;
  const consumers: AtLeastOnceConsumer[] = [];
  const handlers = makeHandlers(options, {
    ...parts,
    onLoad: (over) => {
      for (const consumer of consumers) consumer[over ? 'pauseAll' : 'resumeAll']('back-pressure');
    },
  });
  const consume = (
    name: string,
    settings: Pick<ConsumerSettings, 'groupId' | 'topics'>,
    handler: RecordHandler,
  ) =>
    new AtLeastOnceConsumer({
      ...{ kafka: parts.kafka, handler, commitEveryMs, beforeJoinMs, ...settings },
      onProblem: consumerProblems({ ...options, consumer: name }),
    });
  consumers.push(
    consume('events', { groupId, topics: objectTypes.map((type) => names.events(type)) }, handlers.events),
    consume(
      'retries',
      { groupId: `${groupId}.retries`, topics: () => retryTopics(options, parts) },
      handlers.retries,
    ),
  );
  return { consumers, load: handlers.load, secondLooks: handlers.secondLooks };
}

/** The configured tiers, and those that Kafka still has from an earlier configuration: they are drained. */
async function retryTopics(
  { environment, logger }: EngineOptions,
  { kafka }: Pick<ReadingParts, 'kafka'>,
): Promise<readonly string[]> {
  const { names, retryTiers } = environment.topics;
  const configured = retryTiers.map((label) => names.retry(label));
  const former = (await listTopics(kafka)).filter(
    (topic) => tierDelayMs(topic, names) !== undefined && !configured.includes(topic),
  );
  if (former.length > 0)
    logger.warn({ topics: former }, 'retry tiers that are no longer configured are being drained');
  return [...configured, ...former];
}
