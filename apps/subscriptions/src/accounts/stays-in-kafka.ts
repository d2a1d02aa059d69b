// What Kafka keeps that may be about a deleted account, and for how long: a log gives nothing away before its time. Pure.
import { topicTable, type TopicTableSettings } from '@posthorn/contracts';

export interface KeptTopic {
  readonly topic: string;
  readonly kept_for_s: number;
}

/** By the topic table: every topic but the compacted registry, which has forgotten the account. */
export const staysInKafka = (settings: TopicTableSettings): KeptTopic[] =>
  topicTable(settings).flatMap(({ name, config }) => {
    const retentionMs = config['retention.ms'];
    return retentionMs === undefined ? [] : [{ topic: name, kept_for_s: Number(retentionMs) / 1_000 }];
  });
