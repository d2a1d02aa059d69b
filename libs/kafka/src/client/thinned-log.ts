// Keeps an outage from filling the log: kafkajs repeats the same lines many times a second while Kafka is away.
import type { KafkaLogSink } from './log-sink.js';

export interface ThinnedLogOptions {
  readonly everyMs: number;
  readonly now: () => number;
}

interface Line {
  readonly toldAtMs: number;
  left: number;
}

/** Different lines remembered; beyond that the oldest is told again. */
const linesMax = 200;

/** Passes the same text of the same namespace on once in `everyMs`, with the number of times it was left out before. */
export function thinned(sink: KafkaLogSink, { everyMs, now }: ThinnedLogOptions): KafkaLogSink {
  const lines = new Map<string, Line>();
  return (level, text, facts) => {
    const key = `${level} ${String(facts.namespace)} ${text}`;
    const known = lines.get(key);
    if (known !== undefined && now() - known.toldAtMs < everyMs) {
      known.left += 1;
      return;
    }
    lines.delete(key);
    lines.set(key, { toldAtMs: now(), left: 0 });
    const oldest = lines.size > linesMax ? lines.keys().next().value : undefined;
    if (oldest !== undefined) lines.delete(oldest);
    sink(level, text, known === undefined || known.left === 0 ? facts : { ...facts, left_out: known.left });
  };
}
