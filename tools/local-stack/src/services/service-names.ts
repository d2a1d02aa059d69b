/** Posthorn's services, in the order in which a stack names them. */
export const serviceNames = ['subscriptions', 'ingest', 'dispatcher'] as const;

export type ServiceName = (typeof serviceNames)[number];
