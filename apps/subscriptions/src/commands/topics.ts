// `node dist/commands/topics.js [--grow-partitions] [--acls]`: makes Kafka's topics and compares existing ones with
// the topic table; ends with code 1 and every difference when one is not as it should be. `--acls` prints instead
// which permissions each service needs.
import { parseArgs } from 'node:util';
import { topicTable } from '@posthorn/contracts';
import { aclCommand, createKafka, ensureTopics, servicePermissions } from '@posthorn/kafka';
import { kafkaEnvironment, readEnvironment, topicEnvironment } from '@posthorn/service-runtime';
import { dispatcherGroupEnvironment } from './dispatcher-group.js';
import { topicsText } from './topics-text.js';

const { values: flags } = parseArgs({
  options: {
    'grow-partitions': { type: 'boolean', default: false },
    acls: { type: 'boolean', default: false },
  },
});

if (flags.acls) printPermissions();
else await makeTopics();

function printPermissions(): void {
  const { topics, dispatcherGroup } = readEnvironment({
    topics: topicEnvironment,
    dispatcherGroup: dispatcherGroupEnvironment,
  });
  const permissions = servicePermissions({ names: topics.names, dispatcherGroup });
  process.stdout.write(permissions.map((permission) => `${aclCommand(permission)}\n`).join(''));
}

async function makeTopics(): Promise<void> {
  const { kafka, topics } = readEnvironment({ kafka: kafkaEnvironment, topics: topicEnvironment });
  const table = topicTable(topics);
  const report = await ensureTopics(createKafka({ ...kafka, clientId: 'topics' }), {
    ...{ names: topics.names, table },
    growPartitions: flags['grow-partitions'],
  });
  const isRight = report.differences.length === 0;
  (isRight ? process.stdout : process.stderr).write(topicsText(report, table.length));
  if (!isRight) process.exitCode = 1;
}
