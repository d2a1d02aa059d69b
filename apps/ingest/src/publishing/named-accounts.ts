// Which of the accounts that the operator names there are. A token's events need no look: its account is known.
import type { RegistryView } from '@posthorn/kafka';
import { z } from 'zod';
import type { Caller } from '../authentication/caller.js';
import type { RegistryLook } from '../registry/registry-look.js';

const naming = z.looseObject({ accountid: z.string() });

export class NamedAccounts {
  constructor(
    private readonly view: Pick<RegistryView, 'account'>,
    private readonly look: RegistryLook,
  ) {}

  /** Throws `registry_unavailable`. */
  async knownAmong(events: readonly unknown[], caller: Caller): Promise<ReadonlySet<string>> {
    if (caller.kind !== 'operator') return new Set();
    const found = await Promise.all(
      [...namedIn(events)].map((id) => this.look.find(() => this.view.account(id))),
    );
    return new Set(found.flatMap((account) => account?.id ?? []));
  }
}

const namedIn = (events: readonly unknown[]): ReadonlySet<string> =>
  new Set(events.flatMap((event) => naming.safeParse(event).data?.accountid ?? []));
