// Asks the name servers for a name's addresses. `dns.Resolver`, because `dns.lookup` has four threads for the whole
// process, and one name server that is silent takes them all.
import { Resolver } from 'node:dns/promises';

export interface ResolvedName {
  /** IPv4 before IPv6. */
  readonly addresses: readonly string[];
  /** The shortest of the records' times to live. */
  readonly ttlS: number;
}

export type ResolveName = (name: string) => Promise<ResolvedName>;

export interface NameServerSettings {
  readonly timeoutMs: number;
  /** `address` or `address:port`; the system's own when absent. */
  readonly servers?: readonly string[] | undefined;
}

/** The function rejects with Node's DNS error (`ENOTFOUND`, `ETIMEOUT`, …) when neither family has an address. */
export function createResolveName({ timeoutMs, servers }: NameServerSettings): ResolveName {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  if (servers) resolver.setServers(servers);
  return async (name) => {
    const [v4, v6] = await Promise.allSettled([
      resolver.resolve4(name, { ttl: true }),
      resolver.resolve6(name, { ttl: true }),
    ]);
    const records = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (records.length === 0) throw failureOf(v4);
    return {
      addresses: records.map(({ address }) => address),
      ttlS: Math.min(...records.map(({ ttl }) => ttl)),
    };
  };
}

// Node reports a family without addresses as a failure too (`ENODATA`).
const failureOf = (answer: PromiseSettledResult<unknown>): Error =>
  answer.status === 'rejected' && answer.reason instanceof Error ? answer.reason : new Error('no address');
