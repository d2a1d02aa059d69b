// Every limit of the door, with its default. Where the numbers come from: docs/architecture.md.
import { defaultNameCacheSettings, type NameCacheSettings } from './names/name-cache.js';
import { productionTargetPolicy, type TargetPolicy } from './target/target-policy.js';

export interface OutboundSettings {
  readonly targetPolicy: TargetPolicy;
  /** The whole attempt: lookup, connect, request, and the answer's head. */
  readonly timeoutMs: number;
  /** Lookup, TCP and TLS together, within `timeoutMs`. */
  readonly connectTimeoutMs: number;
  /** For the answer's body, once its head is here; within `timeoutMs`. */
  readonly bodyTimeoutMs: number;
  readonly answerHeadBytesMax: number;
  /** Read of a body before the socket is dropped. */
  readonly answerBodyBytesMax: number;
  /** Kept of the body of a 2xx. */
  readonly successBytesKept: number;
  /** Kept of the body of any other answer. */
  readonly failureBytesKept: number;
  /** Open sockets without a request, over all origins. */
  readonly idleSocketsMax: number;
  /** How long one may be idle when the receiver does not say; below what common servers allow (5 s). */
  readonly idleSocketMs: number;
  readonly names: NameCacheSettings;
  /** Node looks at it once a second only: a silent server is given up up to a second later. */
  readonly nameServerTimeoutMs: number;
  /** `address` or `address:port`; the system's name servers when absent. */
  readonly nameServers: readonly string[] | undefined;
  /** PEM; trusted instead of Node's built-in authorities when present. */
  readonly certificateAuthorities: readonly string[] | undefined;
}

export const defaultOutboundSettings: OutboundSettings = {
  targetPolicy: productionTargetPolicy,
  timeoutMs: 10_000,
  connectTimeoutMs: 3_000,
  bodyTimeoutMs: 2_000,
  answerHeadBytesMax: 16_384,
  answerBodyBytesMax: 65_536,
  successBytesKept: 1_024,
  failureBytesKept: 16_384,
  idleSocketsMax: 2_000,
  idleSocketMs: 4_000,
  names: defaultNameCacheSettings,
  nameServerTimeoutMs: 1_500,
  nameServers: undefined,
  certificateAuthorities: undefined,
};
