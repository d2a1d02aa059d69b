// The lookup that sockets are opened with: it hands on addresses only after each of them was checked, so that what
// was checked is what is connected to. Node does not ask it for literal addresses; those are checked in the URL.
import { isIPv6, type LookupFunction } from 'node:net';
import { addressRange, isOpenAddress } from '../target/address-range.js';
import type { TargetPolicy } from '../target/target-policy.js';

/** A name points to an address that the policy does not open. */
export class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError';
}

/** One closed address refuses the name, even beside open ones: whoever answers for it is not to be trusted. */
export function createGuardedLookup(
  addressesOf: (name: string) => Promise<readonly string[]>,
  policy: TargetPolicy,
): LookupFunction {
  return (name, options, callback) => {
    addressesOf(name).then(
      (addresses) => {
        const closed = addresses.find((address) => !isOpenAddress(address, policy));
        const records = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
        const [first] = records;
        if (closed !== undefined) callback(new BlockedAddressError(describe(name, closed)), []);
        else if (options.all === true || !first) callback(null, records);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, []);
      },
    );
  };
}

const describe = (name: string, address: string): string =>
  `${name} points to ${address}, which is not a public address (${addressRange(address)})`;
