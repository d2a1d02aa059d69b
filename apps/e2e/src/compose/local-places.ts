// Puts what compose's network gives its containers in its place on this machine: hosts become 127.0.0.1, ports free ones.
import { freePort } from '@posthorn/testing';

/** The ports that kafka and postgres have in docker-compose.yml. */
const composePorts = [9092, 9093, 19092, 5432] as const;

export type ComposePort = (typeof composePorts)[number];

/** Where each of those ports is on this machine. */
export type LocalPlaces = ReadonlyMap<ComposePort, number>;

export const chooseLocalPlaces = async (): Promise<LocalPlaces> =>
  new Map(await Promise.all(composePorts.map(async (port) => [port, await freePort()] as const)));

/** `kafka:19092`, `127.0.0.1:9092`, `//:9093` and `postgres:5432` as addresses of this machine. */
export const toLocalAddresses = (text: string, places: LocalPlaces): string =>
  text.replaceAll(/(?:kafka|postgres|127\.0\.0\.1)?:(\d{4,5})\b/g, (address, port) => {
    const local = places.get(Number(port) as ComposePort);
    return local === undefined ? address : `127.0.0.1:${local}`;
  });
