// Which targets may be posted to. What production closes is opened here by name, one thing at a time.

export interface TargetPolicy {
  /** Opens 127.0.0.0/8, ::1 and the name `localhost`; every other address that is not public stays closed. */
  readonly allowLoopback: boolean;
  /** Opens `http:` beside `https:`. */
  readonly allowHttp: boolean;
  readonly ports: 'any' | readonly number[];
}

export const productionTargetPolicy: TargetPolicy = { allowLoopback: false, allowHttp: false, ports: [443] };
