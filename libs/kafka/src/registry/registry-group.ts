/**
 * Consumer group of one consumer of one view: a group to itself, since every process reads the whole registry.
 * Nothing is ever committed in it, so the broker forgets it when its consumer is gone.
 */
export const registryGroupId = (group: RegistryGroups & { readonly unique: string }): string =>
  `${registryGroupPrefix(group)}${group.unique}`;

export interface RegistryGroups {
  readonly topic: string;
  /** Name of the service. */
  readonly clientId: string;
}

/** What the groups of one service begin with; for its permissions. */
export const registryGroupPrefix = ({ topic, clientId }: RegistryGroups): string =>
  `${topic}.view.${clientId}.`;
