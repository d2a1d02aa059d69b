// Makes the consumers: one for events, one for what is tried again, one for what its own limits let wait. None of them
// delays another, whatever it waits for.
import { objectTypes } from '@posthorn/contracts';
import { AtLeastOnceConsumer, type ConsumerSettings, type createKafka } from '@posthorn/kafka';
import type { SecondLooks } from '../intake/second-looks.js';
import { consumerProblems } from './consumer-problems.js';
import { makeHandlers, type ConsumerName, type HandlerParts } from './handlers.js';
import type { EngineOptions } from './engine-options.js';
import { FormerTiers } from './former-tiers.js';
import type { Standstill } from './standstill.js';

export interface ReadingParts extends Omit<HandlerParts, 'onShare'> {
  readonly kafka: ReturnType<typeof createKafka>;
  readonly standstill: Standstill;
}

export interface Reading {
  readonly consumers: readonly AtLeastOnceConsumer[];
  readonly secondLooks: SecondLooks;
  readonly formerTiers: FormerTiers;
  /** All that is in memory went over its bounds, or well below them again. */
  readonly onLoad: (over: boolean) => void;
}

const commitEveryMs = 200;
/** What is tried again waits for seconds anyway, so that it may be read on a little later. */
const fetchWaitMsMax: Readonly<Record<ConsumerName, number>> = { events: 250, retries: 500, paced: 250 };
/** What is tried again falls due by hundreds in the same moment: it comes in parts, between the first tries. */
const triedAgainBytesMax = 64 * 1_024;
export const beforeJoinMs = 2_000;

export function makeReading(options: EngineOptions, parts: ReadingParts): Reading {
  const { groupId } = options.environment.engine;
  const { names } = options.environment.topics;
  const retriesGroupId = `${groupId}.retries`;
  const formerTiers = new FormerTiers({
    ...{ kafka: parts.kafka, groupId: retriesGroupId },
    ...{ topics: options.environment.topics, logger: options.logger },
  });
  const handlers = makeHandlers(options, {
    ...parts,
    onShare: (name, over) => {
      consumers[name][over ? 'closeGate' : 'openGate']('share');
    },
  });
  const consume = (
    name: ConsumerName,
    settings: Pick<ConsumerSettings, 'groupId' | 'topics' | 'partitionBytesMax'>,
  ) =>
    new AtLeastOnceConsumer({
      ...{ kafka: parts.kafka, handler: handlers[name], commitEveryMs, beforeJoinMs, ...settings },
      fetchWaitMsMax: fetchWaitMsMax[name],
      joining: parts.standstill.joiningOf(name),
      onProblem: consumerProblems({ ...options, consumer: name }),
    });
  const consumers: Record<ConsumerName, AtLeastOnceConsumer> = {
    events: consume('events', { groupId, topics: objectTypes.map((type) => names.events(type)) }),
    retries: consume('retries', {
      groupId: retriesGroupId,
      partitionBytesMax: triedAgainBytesMax,
      topics: async () => [
        ...options.environment.topics.retryTiers.map((label) => names.retry(label)),
        ...(await formerTiers.list()),
        names.replays,
      ],
    }),
    paced: consume('paced', { groupId: `${groupId}.paced`, topics: [names.paced] }),
  };
  const all = Object.values(consumers);
  return {
    ...{ consumers: all, secondLooks: handlers.secondLooks, formerTiers },
    onLoad: (over) => {
      for (const consumer of all) consumer[over ? 'closeGate' : 'openGate']('memory');
    },
  };
}
