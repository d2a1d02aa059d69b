// Which range an IP address belongs to, looking through the forms that carry an IPv4 address inside an IPv6 one.
// It judges addresses only; who resolves names and who connects is not its matter.
import { isIP, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { TargetPolicy } from './target-policy.js';

/** `public`, `loopback`, `not_an_address`, or the name of the special range, such as `private` or `linkLocal`. */
export function addressRange(address: string): string {
  if (isIP(address) === 0) return 'not_an_address';
  const unwrapped = unwrap(ipaddr.parse(isIPv6(address) ? dottedInHex(address) : address));
  const range = unwrapped.range();
  if (range !== 'unicast') return range;
  return unwrapped instanceof ipaddr.IPv6 && !isGlobalUnicast(unwrapped) ? 'reserved' : 'public';
}

/** Whether a socket may be opened to this address. */
export function isOpenAddress(address: string, policy: Pick<TargetPolicy, 'allowLoopback'>): boolean {
  const range = addressRange(address);
  return range === 'public' || (range === 'loopback' && policy.allowLoopback);
}

// ipaddr.js takes ::192.0.2.1 for the mapped ::ffff:192.0.2.1, where a socket goes to ::c000:201.
const dottedInHex = (address: string): string =>
  address.replace(/\d+\.\d+\.\d+\.\d+/, (dotted) => {
    const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });

type Address = ipaddr.IPv4 | ipaddr.IPv6;

// Mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96, RFC 6052) and 6to4 (2002::/16, RFC 3056) addresses reach the IPv4
// address inside them. Other NAT64 prefixes do not say where theirs stands and keep their own range.
function unwrap(address: Address): Address {
  if (address instanceof ipaddr.IPv4) return address;
  const bytes = address.toByteArray();
  if (address.isIPv4MappedAddress() || startsWith(bytes, wellKnownNat64)) return ipv4(bytes.slice(12, 16));
  if (startsWith(bytes, sixToFour)) return ipv4(bytes.slice(2, 6));
  return address;
}

const wellKnownNat64 = [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];
const sixToFour = [0x20, 0x02];

const startsWith = (bytes: readonly number[], prefix: readonly number[]): boolean =>
  prefix.every((byte, index) => bytes[index] === byte);

const ipv4 = (bytes: number[]): ipaddr.IPv4 => new ipaddr.IPv4(bytes);

// 2000::/3 is all that has been given out (RFC 4291); the rest of IPv6 is reserved.
const isGlobalUnicast = (address: ipaddr.IPv6): boolean => ((address.parts[0] ?? 0) & 0xe000) === 0x2000;
