// What the command `topics` says to the person who runs it.
import type { TopicDifference, TopicsReport } from '@posthorn/kafka';

export const topicsText = (report: TopicsReport, count: number): string =>
  [
    ...named('Created', report.created),
    ...named('Grew', report.grown),
    ...named(
      'Retry tiers no longer configured, to be deleted when they are drained:',
      report.formerRetryTiers,
    ),
    ...verdict(report.differences, count),
    '',
  ].join('\n');

const named = (what: string, topics: readonly string[]): readonly string[] =>
  topics.length === 0 ? [] : [`${what} ${topics.join(', ')}`];

function verdict(differences: readonly TopicDifference[], count: number): readonly string[] {
  if (differences.length === 0) return [`All ${count} topics are as they should be.`];
  return [`${differences.length} to put right:`, ...differences.flatMap(describe)];
}

const describe = ({ topic, setting, expected, found, fix }: TopicDifference): readonly string[] => [
  `  ${topic}: ${setting} is ${found}, expected ${expected}`,
  `    ${fix}`,
];
