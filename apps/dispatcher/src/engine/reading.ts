// Makes the consumers: one for events, one for what is tried again, one for what its own limits let wait. None of them
// delays another, whatever it waits for.
import { objectTypes } from '@posthorn/contracts';
import { AtLeastOnceConsumer, listTopics, type ConsumerSettings, type createKafka } from '@posthorn/kafka';
import type { SecondLooks } from '../intake/second-looks.js';
import { consumerProblems } from './consumer-problems.js';
import { makeHandlers, type ConsumerName, type HandlerParts } from './handlers.js';
import type { EngineOptions } from './engine-options.js';
import { tierDelayMs } from './tier-delay.js';

export interface ReadingParts extends Omit<HandlerParts, 'onShare'> {
  readonly kafka: ReturnType<typeof createKafka>;
}

export interface Reading {
  readonly consumers: readonly AtLeastOnceConsumer[];
  readonly secondLooks: SecondLooks;
  /** All that is in memory went over its bounds, or well below them again. */
  readonly onLoad: (over: boolean) => void;
}

const commitEveryMs = 200;
const beforeJoinMs = 2_000;

export function makeReading(options: EngineOptions, parts: ReadingParts): Reading {
  const { groupId } = options.environment.engine;
  const { names } = options.environment.topics;
  const handlers = makeHandlers(options, {
    ...parts,
    onShare: (name, over) => {
      consumers[name][over ? 'pauseAll' : 'resumeAll']('share');
    },
  });
  const consume = (name: ConsumerName, settings: Pick<ConsumerSettings, 'groupId' | 'topics'>) =>
    new AtLeastOnceConsumer({
      ...{ kafka: parts.kafka, handler: handlers[name], commitEveryMs, beforeJoinMs, ...settings },
      onProblem: consumerProblems({ ...options, consumer: name }),
    });
  const consumers: Record<ConsumerName, AtLeastOnceConsumer> = {
    events: consume('events', { groupId, topics: objectTypes.map((type) => names.events(type)) }),
    retries: consume('retries', {
      groupId: `${groupId}.retries`,
      topics: async () => [...(await retryTopics(options, parts)), names.replays],
    }),
    paced: consume('paced', { groupId: `${groupId}.paced`, topics: [names.paced] }),
  };
  const all = Object.values(consumers);
  return {
    ...{ consumers: all, secondLooks: handlers.secondLooks },
    onLoad: (over) => {
      for (const consumer of all) consumer[over ? 'pauseAll' : 'resumeAll']('back-pressure');
    },
  };
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
