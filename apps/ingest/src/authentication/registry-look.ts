// Looks something up in the view of the registry, and asks for the registry's end before it says that there is none:
// a token or an account that was just made must not be refused.
import { unavailable } from '@posthorn/service-runtime';
import type { RegistryView } from '@posthorn/kafka';

/** How long the registry's end may take; the caller waits. */
const confirmWithinMs = 1_000;
const retryAfterS = 2;

export class RegistryLook {
  constructor(private readonly view: Pick<RegistryView, 'state' | 'confirmEnd'>) {}

  /** What `look` finds; `undefined`: the registry has none. Throws `registry_unavailable` when that cannot be known. */
  async find<T>(look: () => T | undefined): Promise<T | undefined> {
    return this.lookNow(look) ?? (await this.lookAtTheEnd(look));
  }

  /** A view that is still loading may hold what was deleted since. */
  private lookNow<T>(look: () => T | undefined): T | undefined {
    return this.view.state === 'loading' ? undefined : look();
  }

  private async lookAtTheEnd<T>(look: () => T | undefined): Promise<T | undefined> {
    const confirmed = await this.view.confirmEnd(confirmWithinMs);
    if (confirmed && this.view.state !== 'loading') return look();
    throw unavailable(
      'registry_unavailable',
      'Accounts and tokens cannot be looked up at the moment; nothing was accepted',
      retryAfterS,
    );
  }
}
