/**
 * Consumer group of one process's view: a group to itself, since every process reads the whole registry. Nothing is
 * ever committed in it, so the broker forgets it when the process ends.
 */
export const registryGroupId = (process: {
  readonly topic: string;
  readonly clientId: string;
  /** Unique among all processes. */
  readonly processId: string;
}): string => `${registryGroupPrefix(process)}${process.processId}`;

/** What the groups of one service begin with; for its permissions. */
export const registryGroupPrefix = ({
  topic,
  clientId,
}: {
  readonly topic: string;
  readonly clientId: string;
}): string => `${topic}.view.${clientId}.`;
