// Opens one socket to a target, TCP or TLS, and says which step it is at. Certificates are always verified; an
// environment that turns that off for Node does not turn it off here.
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TlsSessions } from './tls-sessions.js';

export interface SocketTarget {
  readonly protocol: string;
  readonly hostname: string;
  /** The protocol's own when absent. */
  readonly port: number | undefined;
}

export interface SocketSettings {
  readonly lookup: LookupFunction;
  readonly sessions: TlsSessions;
  readonly certificateAuthorities: readonly string[] | undefined;
}

export function openSocket(target: SocketTarget, settings: SocketSettings): Socket {
  const socket = target.protocol === 'https:' ? openTls(target, settings) : openTcp(target, settings);
  return socket.setNoDelay(true);
}

/** The event of a socket of this protocol that says that a request can be written. */
export const readyEvent = (protocol: string): 'secureConnect' | 'connect' =>
  protocol === 'https:' ? 'secureConnect' : 'connect';

function openTcp({ hostname: host, port = 80 }: SocketTarget, { lookup }: SocketSettings): Socket {
  return connectTcp({ host, port, lookup });
}

function openTls({ hostname: host, port = 443 }: SocketTarget, settings: SocketSettings): Socket {
  const { lookup, sessions, certificateAuthorities } = settings;
  const target = `${host}:${port}`;
  const session = sessions.get(target);
  const socket = connectTls({
    ...{ host, port, lookup },
    servername: serverName(host),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    ...(session && { session }),
    ...(certificateAuthorities && { ca: [...certificateAuthorities] }),
  });
  return socket.on('session', (fresh) => {
    sessions.keep(target, fresh);
  });
}

// An address is no server name, nor does one end in a dot (RFC 6066, section 3); a certificate must then name the
// address itself.
const serverName = (host: string): string => (isIP(host) === 0 ? host.replace(/\.$/, '') : '');
