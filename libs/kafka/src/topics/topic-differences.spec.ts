import { topicNames, topicTable, type TopicSpec } from '@posthorn/contracts';
import { describe, expect, it } from 'vitest';
import type { ExistingTopic } from './existing-topic.js';
import { topicDifferences } from './topic-differences.js';

const names = topicNames('posthorn.');
const table = topicTable({
  names,
  retryTiers: ['10s'],
  singleNode: false,
  partitions: { busy: 12, other: 6 },
});

const specOf = (name: string): TopicSpec => {
  const spec = table.find((each) => each.name === name);
  if (spec === undefined) throw new Error(`${name} is not in the table`);
  return spec;
};

const as = (spec: TopicSpec, given: Partial<ExistingTopic> = {}): ExistingTopic => ({
  ...{ name: spec.name, partitions: spec.partitions, replicationFactor: spec.replicationFactor },
  config: { ...spec.config, 'segment.bytes': '1073741824' },
  ...given,
});

describe('comparing a topic with the table', () => {
  it('finds nothing where all is as it should be; settings that the table does not name are free', () => {
    expect(table.flatMap((spec) => topicDifferences(spec, as(spec)))).toEqual([]);
  });

  it('names every difference with its fix', () => {
    const spec = specOf(names.paced);
    const config = { ...spec.config, 'min.insync.replicas': '1' };
    const found = topicDifferences(spec, as(spec, { replicationFactor: 2, config }));
    expect(found.map(({ setting, expected, found }) => [setting, expected, found])).toEqual([
      ['replication factor', '3', '2'],
      ['min.insync.replicas', '2', '1'],
    ]);
    expect(found[1]?.fix).toContain('--entity-name posthorn.paced --add-config min.insync.replicas=2');
  });

  it.each([
    [names.paced, 3, '--grow-partitions'],
    [names.paced, 9, 'PARTITIONS_OTHER to 9'],
    [names.registry, 2, 'Delete this topic'],
  ])('says what to do about the partitions of %s when there are %i', (name, partitions, fix) => {
    const spec = specOf(name);
    expect(topicDifferences(spec, as(spec, { partitions }))[0]?.fix).toContain(fix);
  });
});
