// What became of one event, as both doors tell it.
import type { Appended } from '@posthorn/kafka';
import type { ingestV1 } from '@posthorn/contracts';
import type { Problem } from '@posthorn/service-runtime';

export type Outcome =
  | { readonly kind: 'accepted'; readonly accepted: ingestV1.Accepted }
  | { readonly kind: 'refused'; readonly problem: Problem };

export const accepted = (id: string, { topic, partition, offset, appendedAtMs }: Appended): Outcome => ({
  kind: 'accepted',
  accepted: { id, topic, partition, offset, appended_at: new Date(appendedAtMs).toISOString() },
});

export const refused = (problem: Problem): Outcome => ({ kind: 'refused', problem });
