// Where kafkajs's own log goes; whoever makes a client gives it.

export type KafkaLogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Where kafkajs's own log goes; `facts` has its namespace and details. */
export type KafkaLogSink = (
  level: KafkaLogLevel,
  text: string,
  facts: Readonly<Record<string, unknown>>,
) => void;
