// Takes the place of one of kafkajs's makers of requests: where a request is one that our own writer knows, its body is
// written by that, into one buffer; any other goes kafkajs's own way.
import { createRequire } from 'node:module';

/** The parts of kafkajs's Encoder that its request frame reads. */
export interface Encoded {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

export type MakeRequest<Options> = (options: Options) => { encode(): Promise<Encoded> };

export interface RequestMend<Options> {
  /** The module whose export makes the requests of one version; kafkajs looks it up for each request. */
  readonly module: string;
  readonly isPlain: (options: Options) => boolean;
  readonly write: (options: Options) => Buffer;
}

export interface MendedRequest<Options> {
  readonly make: MakeRequest<Options>;
  /** Lets kafkajs use it. Idempotent. */
  readonly mend: () => void;
}

const require = createRequire(import.meta.url);

export function mendedRequest<Options>(settings: RequestMend<Options>): MendedRequest<Options> {
  const { module, isPlain, write } = settings;
  const makeOriginal = require(module) as MakeRequest<Options>;
  const make: MakeRequest<Options> = (options) => {
    const request = makeOriginal(options);
    if (!isPlain(options)) return request;
    return {
      ...request,
      encode: () => {
        const bytes = write(options);
        return Promise.resolve({ buf: bytes, buffer: bytes });
      },
    };
  };
  return {
    make,
    mend: () => {
      const loaded = require.cache[require.resolve(module)];
      if (loaded !== undefined) loaded.exports = make;
    },
  };
}
