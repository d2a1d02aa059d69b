// Every POST goes through axios, so that its interceptors see all of them; undici carries them. An instance without
// axios's own defaults and headers costs a fraction of one with them: what it is not given, it need not merge.
import { Axios, AxiosHeaders, type AxiosAdapter, type AxiosResponse } from 'axios';
import { Attempt } from './attempt/attempt.js';
import type { PostResult } from './attempt/post-result.js';

export function createAxiosDoor(): (attempt: Attempt) => Promise<PostResult> {
  // With all that a request has: where a request adds to them, V8 makes a shape for the merged settings of each one, in
  // the old generation of its heap.
  const axios = new Axios({ adapter, method: 'post', url: '', data: undefined });
  return (attempt) => axios.request<PostResult>({ url: attempt.request.url, data: attempt }).then(resultOf);
}

const resultOf = (response: AxiosResponse<PostResult>): PostResult => response.data;

const noHeaders = new AxiosHeaders();

/** The attempt travels as the data, headers and all; failures of the network are results and not rejections. */
const adapter: AxiosAdapter = async (config) => {
  const attempt: unknown = config.data;
  if (!(attempt instanceof Attempt)) throw new TypeError('the door sends attempts only');
  const result = await attempt.start();
  return { data: result, status: result.status ?? 0, statusText: '', headers: noHeaders, config };
};
