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
  /** Of kafkajs's modules for one API. */
  readonly folder: string;
  readonly version: number;
  readonly isPlain: (options: Options) => boolean;
  readonly write: (options: Options) => Buffer;
}

export interface MendedRequest<Options> {
  readonly make: MakeRequest<Options>;
  /** Lets kafkajs use it. Idempotent. */
  readonly mend: () => void;
}

interface Api {
  readonly protocol: (at: { readonly version: number }) => (options: object) => object;
}

const require = createRequire(import.meta.url);

/** Options of a request that asks for no topic, of whichever API. */
const ofNothing = { topics: [], topicData: [] };

/** The module whose export makes the requests of one version; kafkajs asks Node for it at each request. */
export const requestModule = (folder: string, version: number): string => `${folder}/v${version}/request.js`;

export function mendedRequest<Options>(settings: RequestMend<Options>): MendedRequest<Options> {
  const { folder, version, isPlain, write } = settings;
  letKafkajsLoad(folder, version);
  const module = requestModule(folder, version);
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

/**
 * Makes a request that is not sent. Node remembers for a folder which files its modules were the first to load: a file
 * that another loaded before is looked up by its path again and again, for each request.
 */
function letKafkajsLoad(folder: string, version: number): void {
  (require(`${folder}/index.js`) as Api).protocol({ version })(ofNothing);
}
